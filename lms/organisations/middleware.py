"""Puts the organisation whose site is asked for on the request."""

from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from lms.organisations import places, sites
from lms.organisations.models import Organisation
from lms.organisations.shutting import HEALTH, STORE, WITHOUT_ORGANISATION, stays_open
from lms.site import kept


def _not_open(request):
    """Says kindly that the site is paused (503) or closed (410)."""
    is_closed = request.organisation.status == Organisation.Status.CLOSED
    words = {"organisation": request.organisation, "is_closed": is_closed}
    status = 410 if is_closed else 503
    response = render(request, "organisations/not_open.html", words, status=status)
    response["Cache-Control"] = "no-store"
    return response


class OrganisationMiddleware:
    """Adds `request.organisation`, found by the site's host name; the default site's where unknown.

    Below a path (places.py) at which no site stands, there is nothing (404).

    On a database without organisations it is None, and people get a page that says so (503); they do as well
    where the organisation is suspended, and where it is closed (410). Costs one query,
    in which Wagtail's site is found too; none where the site's health is asked for, as that must be
    told without a database too, and none on the way to the record store, whose clients say whose they are.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info == HEALTH:
            request.organisation = None
            return self.get_response(request)
        with kept.one_request():
            if request.path_info.startswith(STORE) and not places.asked(request):
                request.organisation = SimpleLazyObject(lambda: self._find(request))
                return self.get_response(request)
            return self._answer(request)

    def _answer(self, request):
        request.organisation = self._find(request)
        if request.organisation is None and places.asked(request):
            return render(request, "404.html", status=404)
        if self._is_shut(request):
            return _not_open(request)
        if request.organisation or request.path_info.startswith((HEALTH, *WITHOUT_ORGANISATION)):
            return self.get_response(request)
        return render(request, "503.html", status=503)

    @staticmethod
    def _is_shut(request):
        found = request.organisation
        return found and not found.is_active and not stays_open(request.path_info)

    @staticmethod
    def _find(request):
        found = getattr(sites.asked(request), "organisation", None)
        if places.asked(request):
            return found
        return found or Organisation.objects.order_by("pk").first()
