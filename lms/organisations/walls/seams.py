"""Mends the two places in Wagtail's lists that name something of everybody's outside any walled row."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q
from taggit.models import Tag
from wagtail.admin import filters
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.images.views import chooser
from wagtail.models import Site

from lms.organisations.walls import scope


def popular_tags(model, count=10):
    """Returns the tags used most on the files that the desk sees."""
    at = "taggit_taggeditem_items__"
    used = Q(
        **{
            at + "content_type": ContentType.objects.get_for_model(model),
            at + "object_id__in": model._default_manager.values("pk"),
        }
    )
    return (
        Tag.objects.filter(used)
        .annotate(item_count=Count("taggit_taggeditem_items"))
        .order_by("-item_count")[:count]
    )


def sites(request):
    """Returns the sites by which a list of pages may be narrowed."""
    desk = scope.current()
    return Site.objects.all() if desk is None else Site.objects.filter(organisation__in=desk.organisation_ids)


def mend():
    """Puts our functions where Wagtail looks for its own."""
    filters.popular_tags_for_model = chooser.popular_tags_for_model = popular_tags
    PageFilterSet.declared_filters["site"].queryset = sites
