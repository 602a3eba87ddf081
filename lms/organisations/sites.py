"""Which site a request asks for, and whose it is."""

from contextlib import suppress
from copy import copy

from django.conf import settings
from django.db.models import Q
from django.http.request import split_domain_port
from wagtail.models import Site

from lms.organisations import places
from lms.site.kept import Keeper

_sites = Keeper(most=500)


def asked(request):
    """Returns the site of a request with its organisation, or None. One query, none while no content changes.

    Chooses as `wagtail.models.Site.find_for_request` does, which costs a query more for the organisation, and
    leaves the site where Wagtail looks for it, so that nobody looks again.
    """
    if not hasattr(request, "_wagtail_site"):
        hostname = split_domain_port(request._get_raw_host())[0]
        request._wagtail_site = _own(hostname, request.get_port(), places.asked(request))
    return request._wagtail_site


def _own(hostname, port, place):
    """Returns the site with its organisation for one request, which may hang on them what it likes."""
    kept = _sites.under((hostname, str(port), place), lambda: _with_its_rules(at(hostname, port, place)))
    if kept is None:
        return None
    site = copy(kept)
    organisation = getattr(site, "organisation", None)
    if organisation is not None:
        site._state.fields_cache["organisation"] = copy(organisation)
    return site


def _with_its_rules(site):
    """Reads the organisation's rules and colours once, so that every copy has them.

    Rules that do not hold are told where they are used, as without this.
    """
    organisation = getattr(site, "organisation", None)
    if organisation is not None:
        with suppress(ValueError):
            _ = organisation.policy, organisation.theme
    return site


def at(hostname, port, place=""):
    """Returns the site at a host name and port (int or str), or None where the choice is not clear.

    The one of both; else the default site if it has this host name; else the only one of this host name; else
    the default site. With a place (`/c/lakeside`) the one that stands there below that site, or None: a
    query more.
    """
    site = _at_host(hostname, port)
    if not place or site is None:
        return site
    found = Site.objects.filter(hostname=site.hostname + place, port=site.port)
    return found.select_related("root_page", "organisation").first()


def _at_host(hostname, port):
    rows = Site.objects.filter(Q(hostname=hostname) | Q(is_default_site=True))
    found = list(rows.select_related("root_page", "organisation").order_by("pk"))
    here = [site for site in found if site.hostname == hostname]
    default = [site for site in found if site.is_default_site]
    best = [site for site in here if site.port == int(port)] or [site for site in here if site in default]
    if best:
        return best[0]
    if len(here) == 1:
        return here[0]
    return default[0] if default else None


def root_url(site):
    """Returns a site's address without a slash at its end; one below a path with it."""
    host, place = places.split(site.hostname)
    port = "" if site.port in (80, 443) else f":{site.port}"
    return f"{'https' if settings.IS_HTTPS else 'http'}://{host}{port}{place}"


def base_of(organisation):
    """Returns the address of an organisation's site without a slash at its end; for e-mail and credentials.

    Costs a query where the organisation came without its site.
    """
    return settings.SITE_URL if organisation.site is None else root_url(organisation.site)


def address(organisation, path):
    """Returns the whole address of a path at an organisation's site, whatever site makes it (`reverse`)."""
    return base_of(organisation) + places.within(path)


def desk_of(organisation):
    """Returns the address of the host at which an organisation's desk is: one for all sites of the host."""
    return places.parts_of(base_of(organisation))[0]
