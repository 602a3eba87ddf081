"""The figures of the insights pages as JSON, for a clinic's own programs (docs/adr/0192).

An answer is made of the page itself: the same measures, the same audit, the same groups held back. Who asks
is a client of the record store with the scope insights/read; it sees its own organisation, whatever host it
asks.
"""

from functools import cache, wraps
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from analytics import cut_pages, keeping, page_views, pages, report
from analytics.lrs.clients import auth
from analytics.lrs.clients.errors import Refused
from analytics.lrs.clients.scopes import Scope
from lms.people.models import Learner

_OF_REPORTS = {
    "path": Learner.Path.values,
    "months": [f"{months}" for months in report.MONTHS],
    "tongue": list(dict(settings.LANGUAGES)),
}
_OF_PAGES = {  # beside or in the place of a report's filters
    "courses": (*_OF_REPORTS, "course"),
    "tasks": (*_OF_REPORTS, "task"),
    "caregivers": ("skill",),
    "time": ("skill", "month"),
    "compare": ("one", "two", "measure"),
    "classes": ("class",),
    "slips": ("slip",),
}
NAMES = ("gaps", *pages.NAMES, *cut_pages.NAMES)


class Faulty(Exception):
    """The request is wrong: the text says how."""


def for_clients(view):
    """Lets a view answer clients that may read insights; JSON says why to others."""

    @require_safe
    @never_cache
    @wraps(view)
    def answering(request, **kept):
        # Else Django's LocaleMiddleware makes of a 404 a redirect to a page in the reader's language.
        request.urlconf = "analytics.api.urls"
        try:
            client = auth.authenticate(request)
            auth.require(client, Scope.INSIGHTS_READ)
            return JsonResponse(view(request, client, **kept))
        except Refused as fault:
            return JsonResponse({"error": fault.message}, status=fault.status, headers=fault.headers)
        except Faulty as fault:
            return JsonResponse({"error": str(fault)}, status=400)
        except Http404:
            return JsonResponse({"error": "There is no such page."}, status=404)

    return answering


@for_clients
def show(request, client, name, skill=""):
    """Answers with one page: its sections, each with keys that stay the same in every language."""
    if name not in (*NAMES, "skill") or (name == "skill") != bool(skill):
        raise Http404
    asked = _checked(name, request.GET)
    page = page_views.page_of(client.organisation, get_language(), name, skill, asked)
    for choice in page.choices:
        is_named = choice.name in ("skill", "month", "measure")
        if is_named and asked.get(choice.name, choice.chosen) != choice.chosen:
            keys = ", ".join(key for key, _label in choice.options if key)
            raise Faulty(f"{choice.name} must be one of {keys}.")
    return {
        "page": name,
        "organisation": client.organisation.slug,
        "made_at": (keeping.made_at(client.organisation) or timezone.now()).isoformat(timespec="seconds"),
        "language": get_language(),
        "filters": asked,
        "title": page.title,
        "state": page.state,
        "choices": {
            choice.name: [{"key": key, "label": str(label)} for key, label in choice.options]
            for choice in page.choices
        },
        "sections": [section.data for section in page.sections],
    }


def _checked(name, given):
    """Returns the parameters; raises Faulty for one that the page would pass over."""
    known = _OF_PAGES.get(name, () if name in cut_pages.NAMES else tuple(_OF_REPORTS))
    asked = given.dict()
    if unknown := sorted(asked.keys() - set(known)):
        takes = ", ".join(known) or "none"
        raise Faulty(f"Unknown parameter: {', '.join(unknown)}. This page takes {takes}.")
    for key in asked.keys() & _OF_REPORTS.keys():
        if asked[key] not in _OF_REPORTS[key]:
            raise Faulty(f"{key} must be one of {', '.join(_OF_REPORTS[key])}.")
    if len(asked.keys() & _OF_REPORTS.keys()) > 1:
        raise Faulty("One filter at a time: two together could show a group under ten.")
    return asked


@cache
def _description() -> str:
    return Path(__file__).with_name("openapi.json").read_text(encoding="utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def show_description(request):
    """Answers with the OpenAPI description, to anybody and from any site: it says nothing about anybody."""
    response = HttpResponse(_description(), content_type="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
