"""Which pages are kept on a person's device: each app says which of its own.

A page to keep is (address, where a form sent from it leads). The worker reads only these, and whatever else
of KEPT_PLACES a person opens.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import salted_hmac

HOLDER = "Portalwise-Holder"  # the response's header that says whose page it is
NOBODY = "-"  # its value for a visitor; an answer without the header says nothing about who is at the screen
MOST_PAGES = 400
# Below /<language>/. The practice portal stays out: what is typed there goes with the practice.
KEPT_PLACES = ("", "learn/", "check/", "glossary/", "my/", "help/", "about/")
SENT_PLACES = ("learn/", "check/")  # forms that are kept when there is no network
DOORS = ("accounts/", "account/")  # after a form sent from here somebody else may be at the screen

_sources = {}


@dataclass(frozen=True)
class Kept:
    """A page to keep: its address, and the address that its form leads to (empty: the page itself)."""

    url: str
    following: str = ""


def register(name, source):
    """Adds `source`, a function (request, here) -> Kept pages, under a name. Refuses a name twice.

    `here` is the path of the page that is open.
    """
    if _sources.setdefault(name, source) is not source:
        raise ValueError(f"Two sources of pages to keep are called {name}.")


def pages(request, here):
    """Returns the pages to keep for whoever asks, each once, MOST_PAGES at most."""
    found = {}
    for _name, source in sorted(_sources.items()):
        for kept in source(request, here):
            found.setdefault(kept.url, kept)
    return list(found.values())[:MOST_PAGES]


def holder(request):
    """Returns an opaque name of the person at the screen, NOBODY for a visitor. Costs no query.

    It changes with the sign-in, so that what the browser kept for one account is not shown to the next.
    """
    if request.user.is_authenticated:
        whose = f"user {request.user.pk}"
    elif request.learner is not None:
        return holder_of_guest(request.learner.pk)
    else:
        return NOBODY
    return _name_of(whose)


def holder_of_guest(learner_pk):
    """Returns the opaque name of a guest, by their learner's primary key."""
    return _name_of(f"learner {learner_pk}")


def _name_of(whose):
    return salted_hmac("lms.site.offline", whose).hexdigest()[:20]


def places(names):
    """Returns the paths of KEPT_PLACES and the like in every language."""
    return [f"/{code}/{name}" for code, _label in settings.LANGUAGES for name in names]
