"""Sites that have no host name of their own: they stand below another site's, at /c/<short name>/.

Such a site's prefix is taken off before anybody looks at the address, and put before every address that is
made while its page is (Django's script prefix). Its cookies have names and a path of their own, so that one
browser is somebody else at each site of a host: docs/adr/0265-sites-by-path.md.
"""

import re
from http.cookies import Morsel, SimpleCookie
from urllib.parse import urlsplit

from django.http import Http404, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import get_script_prefix, set_script_prefix

FOLDER = "c"
_PLACE = re.compile(rf"(/{FOLDER}/([a-z0-9][a-z0-9_-]{{0,49}}))(/.*)?", re.DOTALL)
_META = "PORTALWISE_PLACE"  # no header of a request can set it: those begin with HTTP_
DESK = "/admin/"


def of(slug):
    """Returns the prefix of the site of an organisation that has none of its own: `/c/lakeside`."""
    return f"/{FOLDER}/{slug}"


def asked(request):
    """Returns the prefix that a request was made under, such as `/c/lakeside`; empty where there is none."""
    return request.META.get(_META, "")


def top():
    """Returns the path of the site's first page, before any language: `/`, or `/c/lakeside/`."""
    return get_script_prefix()


def below(path):
    """Returns a path within the site (`/en/learn/`) as the browser must ask for it."""
    return f"{get_script_prefix()}{path.removeprefix('/')}"


def within(path):
    """Returns a path that the browser asks for as the site knows it: without the site's own prefix."""
    prefix = get_script_prefix()
    return f"/{path.removeprefix(prefix)}" if prefix != "/" and path.startswith(prefix) else path


def split(hostname):
    """Returns (host name, prefix) of what stands in the host name of a Wagtail site."""
    host, slash, rest = hostname.partition("/")
    return host, slash + rest


class PlaceMiddleware:
    """Takes the prefix of a site off the address, and keeps its cookies apart. Stands before all others.

    Costs no query: whether there is such a site is found out where every site is. The desk is one for all
    sites of a host, and stands at its top.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        found = _PLACE.fullmatch(request.path_info)
        if found is None:
            return self.get_response(request)
        prefix, slug, rest = found.groups()
        if not rest:
            return HttpResponsePermanentRedirect(_with_question(f"{prefix}/", request))
        if rest.startswith(DESK):
            if request.method not in ("GET", "HEAD"):
                raise Http404("The desk stands at the top of the host.")
            return HttpResponseRedirect(_with_question(rest, request))
        _enter(request, prefix, rest, _mark(slug))
        before = get_script_prefix()
        set_script_prefix(f"{prefix}/")
        try:
            response = self.get_response(request)
        finally:
            set_script_prefix(before)
        _mark_cookies(response, prefix, _mark(slug))
        return response


def _with_question(path, request):
    question = request.META.get("QUERY_STRING", "")
    return f"{path}?{question}" if question else path


def _mark(slug):
    return f"{FOLDER}.{slug}."


def _enter(request, prefix, rest, mark):
    """Makes the request one of the site's own: its address, and only the cookies that it set itself."""
    request.path_info = rest
    meta = request.META
    meta["SCRIPT_NAME"] = meta.get("SCRIPT_NAME", "") + prefix
    meta["PATH_INFO"] = meta["PATH_INFO"][len(prefix) :]  # as the server hands it over, not decoded yet
    meta[_META] = prefix
    pairs = [pair.strip() for pair in meta.get("HTTP_COOKIE", "").split(";")]
    own = "; ".join(pair.removeprefix(mark) for pair in pairs if pair.startswith(mark))
    meta.pop("HTTP_COOKIE", None)
    if own:
        meta["HTTP_COOKIE"] = own
    request.__dict__.pop("COOKIES", None)  # read from the header, should anybody have asked already


def _mark_cookies(response, prefix, mark):
    """Gives the cookies of a response the names and the path of its site."""
    marked = SimpleCookie()
    for name, cookie in response.cookies.items():
        own = Morsel()
        own.set(mark + name, cookie.value, cookie.coded_value)
        own.update(dict(cookie))
        own["path"] = f"{prefix}/"
        marked[mark + name] = own
    response.cookies = marked


def parts_of(root_url):
    """Returns (scheme and host, prefix) of a site's address."""
    parts = urlsplit(root_url)
    return f"{parts.scheme}://{parts.netloc}", parts.path
