"""Which site a request asks for, and whose it is."""

from contextlib import suppress
from copy import copy

from django.conf import settings
from django.db.models import Q
from django.http.request import split_domain_port
from wagtail.models import Site

from lms.site.kept import Keeper

_sites = Keeper(most=500)


def asked(request):
    """Returns the site of a request with its organisation, or None. One query, none while no content changes.

    Chooses as `wagtail.models.Site.find_for_request` does, which costs a query more for the organisation, and
    leaves the site where Wagtail looks for it, so that nobody looks again.
    """
    if not hasattr(request, "_wagtail_site"):
        request._wagtail_site = _own(split_domain_port(request._get_raw_host())[0], request.get_port())
    return request._wagtail_site


def _own(hostname, port):
    """Returns the site with its organisation for one request, which may hang on them what it likes."""
    kept = _sites.under((hostname, str(port)), lambda: _with_its_rules(at(hostname, port)))
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


def at(hostname, port):
    """Returns the site at a host name and port (int or str), or None where the choice is not clear.

    The one of both; else the default site if it has this host name; else the only one of this host name; else
    the default site.
    """
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


def base_of(organisation):
    """Returns the address of an organisation's site without a slash at its end; for e-mail and credentials.

    Costs a query where the organisation came without its site.
    """
    site = organisation.site
    if site is None:
        return settings.SITE_URL
    port = "" if site.port in (80, 443) else f":{site.port}"
    return f"{'https' if settings.IS_HTTPS else 'http'}://{site.hostname}{port}"
