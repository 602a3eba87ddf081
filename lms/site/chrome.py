"""What stands around a published page, head to foot, which are the same for many people, kept ready.

They depend on the address, the language, the organisation, the settings bar's choices and on whether somebody
is signed in; on nothing else, and on nobody: tests/site/test_kept.py.
"""

from django.template.loader import render_to_string
from django.utils.translation import get_language

from lms.site.kept import Keeper

KEPT_VIEW = "wagtail_serve"  # the addresses of the tree of pages; a practice's address is somebody's own
PARTS = {
    "head": "site/head.html",
    "header": "site/header.html",
    "network": "site/network.html",
    "footer": "site/footer.html",
}
NEEDS = (
    *("preferences", "settings_next", "menu", "home_url", "languages"),
    *("organisation", "policy", "theme_url"),
)

_parts = Keeper(most=1000)


def of(request, words):
    """Returns {name of PARTS: HTML} of a published page; of any other page nothing.

    `words` are what the site's context processor gives to templates.
    """
    match = request.resolver_match
    if match is None or match.view_name != KEPT_VIEW or request.GET or getattr(request, "is_preview", False):
        return {}
    organisation, is_signed_in = words["organisation"], request.user.is_authenticated
    key = (
        request.get_host(),
        request.path,
        get_language(),
        organisation and organisation.pk,
        words["preferences"],
        is_signed_in,
    )
    return _parts.under(key, lambda: _made(words, is_signed_in))


def _made(words, is_signed_in):
    given = {name: words[name] for name in NEEDS} | {"user": {"is_authenticated": is_signed_in}}
    return {name: render_to_string(template, given) for name, template in PARTS.items()}
