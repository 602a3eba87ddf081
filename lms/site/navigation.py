"""Where the frame of a page leads: the menu, and the same page in the other language."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve, reverse, translate_url
from django.utils.translation import get_language, get_language_from_path, override
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from lms.organisations import places

MENU = (
    ("learn/", _("Learn")),
    ("practice/", _("Practice")),
    ("check/", _("Check yourself")),
    ("my/", _("My page")),
)
OWN_NAMES = {"en": "English", "es": "Español"}  # a language is named in itself, so that its readers find it


def home_url():
    """Returns the address of the home page in the active language."""
    return places.below(f"/{get_language()}/")


def menu(path):
    """Returns the main menu: label, url, and whether `path` lies under it."""
    home = home_url()
    return [
        {"label": label, "url": home + place, "is_current": path.startswith(home + place)}
        for place, label in MENU
    ]


def languages(request):
    """Returns each language of the site with the address that shows this page in it. Costs no query."""
    active = get_language()
    links = []
    for code in offered(request):
        with override(code):
            switch = reverse("site:language", args=[code])
        links.append(
            {
                "code": code,
                "label": OWN_NAMES[code],
                "url": f"{switch}?{urlencode({'next': request.get_full_path()})}",
                "is_current": code == active,
            }
        )
    return links


def offered(request):
    """Returns the codes of the languages that the asked site is offered in."""
    organisation = getattr(request, "organisation", None)
    return organisation.languages if organisation else [code for code, _name in settings.LANGUAGES]


def in_language(request, path, language):
    """Returns the address of the page at `path` in another language; the home page where there is none.

    Costs no query for the product's own pages; a page of the tree costs its look-up and its translation's.
    """
    path = places.within(path)
    parts, home = urlsplit(path), places.below(f"/{language}/")
    with override(get_language_from_path(parts.path) or settings.LANGUAGE_CODE):
        try:
            match = resolve(parts.path)
        except Resolver404:
            return home
        if match.url_name != "wagtail_serve":
            return translate_url(path, language)
        here = Page.find_for_request(request, match.args[0])
        if here is None:
            return home
        rest = places.below(parts.path).removeprefix(here.get_url(request) or places.below(parts.path))
    there = here.get_translations().live().filter(locale__language_code=language).first()
    # What follows the page's own address (a lesson's step) is the same in every language.
    return there.get_url(request) + rest if there else home
