"""Which site a request asks for, and whose it is."""

from django.db.models import Q
from django.http.request import split_domain_port
from wagtail.models import Site


def asked(request):
    """Returns the site of a request with its organisation, or None. One query.

    Chooses as `wagtail.models.Site.find_for_request` does, which costs a query more for the organisation, and
    leaves the site where Wagtail looks for it, so that nobody looks again.
    """
    if not hasattr(request, "_wagtail_site"):
        request._wagtail_site = at(split_domain_port(request._get_raw_host())[0], request.get_port())
    return request._wagtail_site


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
