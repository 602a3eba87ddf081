"""Puts pages where they belong in an organisation's trees, once, and leaves authors' work alone."""

import uuid

from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page, ReferenceIndex, Revision, Site
from wagtail.signals import page_published

from courses.library_loader.models import LibraryPage

_NAMESPACE = uuid.UUID("a1b6f1de-3b52-4f51-9d3f-9b0c7d0f6f21")


class Tally:
    """Counts what a run of the loader did."""

    def __init__(self):
        self.made = self.renewed = self.left_alone = self.unchanged = 0


def put(model, *, organisation, parent, locale, name, slug, values, mark, tally):
    """Makes or renews one page and returns it.

    `name` is permanent within the organisation: with it the page is found again, whatever its address
    is by then. A page that an author has changed since the last run is left as it is.
    """
    translation_key = key_of(organisation, name)
    page = model.objects.filter(translation_key=translation_key, locale=locale).first()
    if page is None:
        page = make(model, parent, mark, translation_key=translation_key, locale=locale, slug=slug, **values)
        tally.made += 1
        return page
    known = LibraryPage.objects.of_page(page).first()
    if known is not None and known.checksum == mark:
        tally.unchanged += 1
        return page
    if known is not None and page.latest_revision_id != known.revision_id:
        tally.left_alone += 1
        return page
    renew(page, values, mark)
    tally.renewed += 1
    return page


def key_of(organisation, name):
    """Returns the translation key of a page by its permanent name within the organisation."""
    return uuid.uuid5(_NAMESPACE, f"{organisation.slug}/{name}")


def free_slug(parent, slug):
    """Returns the slug, with a number behind it where another page beside it has it."""
    taken, number, free = set(parent.get_children().values_list("slug", flat=True)), 2, slug
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    return free


def renew(page, values, mark):
    """Writes the library's fields into a page. One that is hidden stays hidden."""
    for field, value in values.items():
        setattr(page, field, value)
    if page.live:
        _publish(page, mark)
        return
    page.draft_title = page.title
    page.save()
    _remember(page, mark, page.save_revision(log_action=False))


def make(model, parent, mark, **values):
    """Returns a new published page, written once: Wagtail's own publishing would write it twice more."""
    now = timezone.now()
    page = model(live=True, first_published_at=now, last_published_at=now, **values)
    parent.add_child(instance=page)
    revision = page.save_revision(log_action=False, changed=False)
    model.objects.filter(pk=page.pk).update(live_revision=revision)
    ReferenceIndex.create_or_update_for_object(page)
    LibraryPage.objects.create(page_id=page.pk, checksum=mark, revision=revision)
    return page


def _publish(page, mark):
    """Publishes what a live page says now, written once: save_revision() and publish() write and index twice.

    All else that publishing does is for pages with a draft, a workflow or a day to go live, and those that
    have one are the organisation's own.
    """
    page.draft_title = page.title
    page.full_clean()
    kind = page.get_base_content_type()
    revision = Revision.objects.create(
        content_object=page, base_content_type=kind, content=page.serializable_data(), object_str=str(page)
    )
    page.latest_revision = page.live_revision = revision
    page.latest_revision_created_at = page.last_published_at = revision.created_at
    page.has_unpublished_changes = page.expired = False
    page.save(clean=False)
    page.update_aliases(revision=revision, _content=revision.content)
    page_published.send(sender=type(page), instance=page, revision=revision)
    _remember(page, mark, revision)


def _remember(page, mark, revision):
    ReferenceIndex.create_or_update_for_object(page)
    LibraryPage.objects.update_or_create(page_id=page.pk, defaults={"checksum": mark, "revision": revision})


def root_home(organisation, home):
    """Makes `home` the root page of the organisation's site, and clears away Wagtail's empty first page."""
    site = organisation.site
    before = site.root_page
    if before.pk == home.pk:
        return
    site.root_page = home
    site.save()
    is_placeholder = before.specific_class in (None, Page) and before.is_leaf()
    if is_placeholder and not Site.objects.filter(root_page=before).exists():
        before.delete()


def home_slug(organisation, language):
    """Returns the slug of a home page, which must differ from every other home's."""
    return slugify(f"{organisation.slug}-{language}")


def top():
    """Returns the root of all trees."""
    return Page.objects.get(depth=1)
