"""Puts the organisation whose site is asked for on the request."""

from django.conf import settings
from django.shortcuts import render

from lms.organisations import sites
from lms.organisations.models import Organisation

HEALTH = "/healthz"
# What works before there is an organisation: the desk and the way in to it, machines' addresses, files.
WITHOUT_ORGANISATION = (
    *("/admin/", "/xapi/", "/documents/", "/media/", "/static/"),
    *(f"/{code}/accounts/" for code, _name in settings.LANGUAGES),
)


class OrganisationMiddleware:
    """Adds `request.organisation`, found by the site's host name; the default site's where unknown.

    On a database without organisations it is None, and people get a page that says so (503). Costs one query,
    in which Wagtail's site is found too; none where the site's health is asked for, as that must be
    told without a database too.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.organisation = None if request.path_info == HEALTH else self._find(request)
        if request.organisation or request.path_info.startswith((HEALTH, *WITHOUT_ORGANISATION)):
            return self.get_response(request)
        return render(request, "503.html", status=503)

    @staticmethod
    def _find(request):
        found = getattr(sites.asked(request), "organisation", None)
        return found or Organisation.objects.order_by("pk").first()
