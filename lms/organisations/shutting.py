"""What a suspended or closed organisation's host still answers.

The house's own addresses are named here. Of the others each view says so itself: `@never_shut`.
"""

from django.conf import settings
from django.urls import Resolver404, resolve

HEALTH = "/healthz"
STORE = "/xapi/"
# What works before there is an organisation: the desk and the way in to it, machines' addresses, files.
WITHOUT_ORGANISATION = (
    *("/admin/", STORE, "/documents/", "/media/", "/static/"),
    *(f"/{code}/accounts/" for code, _name in settings.LANGUAGES),
)
# Data protection: one's own account and data; whom to call.
_STAYS_OPEN = (
    *(HEALTH, *WITHOUT_ORGANISATION),
    *(f"/{code}/{page}/" for code, _name in settings.LANGUAGES for page in ("account", "help", "language")),
)


def never_shut(view):
    """Marks a view that answers while its organisation is suspended or closed, and in both languages.

    For a way out of letters, and for what signed credentials point at. Stands above other decorators.
    """
    view.is_never_shut = True
    return view


def stays_open(path) -> bool:
    """Whether a path is answered although the organisation is suspended or closed. Costs no query."""
    if path.startswith(_STAYS_OPEN):
        return True
    try:
        return getattr(resolve(path).func, "is_never_shut", False)
    except Resolver404:
        return False
