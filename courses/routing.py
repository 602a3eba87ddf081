"""Serves pages as Wagtail does, with fewer queries on the way."""

from copy import copy

from django.http import Http404, HttpResponsePermanentRedirect
from django.utils.translation import get_language
from wagtail import views
from wagtail.models import Page, Site

from courses.pages import CourseIndexPage, CoursePage, HomePage, LessonPage
from lms.site.kept import Keeper

_pages = Keeper(most=300)  # a lesson with its activities takes about 100 KB
KINDS = (HomePage, CourseIndexPage, CoursePage, LessonPage)


def serve(request, path):
    """Serves the page at `path` in the active language.

    Where only the other language has a page at this address, leads to its translation.
    """
    parts = [part for part in path.split("/") if part]
    page = _find(request, parts)
    if page is not None:
        try:
            # The attribute that Wagtail keeps its own result in.
            request._wagtail_route_for_request = page.route(request, parts[len(KINDS) - 1 :])
        except Http404:
            del page
    try:
        return views.serve(request, path)
    except Http404:
        translated = _translated(request, parts)
        if translated is None:
            raise
        return HttpResponsePermanentRedirect(translated)


def root_paths(request):
    """Returns {language: path in the tree} of the asked site's home pages. Cached by Wagtail.

    All sites' are read out of the cache once a request, and kept where Wagtail looks for them.
    """
    site = Site.find_for_request(request)
    if not hasattr(request, "_wagtail_cached_site_root_paths"):
        request._wagtail_cached_site_root_paths = Site.get_site_root_paths()
    return {
        root.language_code: root.root_path
        for root in request._wagtail_cached_site_root_paths
        if site and root.site_id == site.pk
    }


def _find(request, parts):
    root = root_paths(request).get(get_language())
    if root is None:
        return None
    place = parts[: len(KINDS) - 1]
    kind, url_path = KINDS[len(place)], root + "".join(f"{part}/" for part in place)
    found = _pages.under((kind.__name__, url_path), lambda: kind.objects.live().at(url_path).first())
    return found and copy(found)  # what a request hangs on its page is its own


def _translated(request, parts):
    """Returns the address of the translation of a page of another language, or None."""
    language = get_language()
    place = parts[: len(KINDS) - 1]
    for code, root in root_paths(request).items():
        if code == language:
            continue
        url_path = root + "".join(f"{part}/" for part in place)
        here = Page.objects.live().filter(
            locale__language_code=language,
            translation_key__in=Page.objects.live().filter(url_path=url_path).values("translation_key"),
        )
        page = here.first()
        if page is not None:
            rest = "".join(f"{part}/" for part in parts[len(KINDS) - 1 :])
            return page.get_url(request) + rest
    return None
