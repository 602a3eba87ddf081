"""Whose a page is, by the site it stands in."""

from wagtail.models import Site


def of(page):
    """Returns the organisation of the site that a page stands in, or None. Two queries."""
    keys = page.get_ancestors(inclusive=True).values_list("translation_key", flat=True)
    site = (
        Site.objects.filter(root_page__translation_key__in=list(keys)).select_related("organisation").first()
    )
    return getattr(site, "organisation", None)
