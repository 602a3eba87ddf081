"""From HTTP to a Question and back: version, alternate syntax, size, credentials, errors.

By 1.0.3, part 3 (1.1 HEAD, 1.2 headers, 1.3 alternate syntax, 3.2 errors, 3.3 versions) and 2.0, 4.1.
"""

import json
from functools import wraps
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpResponse
from django.utils.datastructures import CaseInsensitiveMapping
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from analytics.lrs.clients import auth, origins
from analytics.lrs.clients.errors import Refused
from analytics.lrs.documents.errors import DocumentError
from analytics.lrs.documents.resources import Question

VERSION_HEADER = "X-Experience-API-Version"
ONE, TWO = "1.0.3", "2.0.0"
_HEADERS_IN_FORMS = {
    "authorization", "x-experience-api-version", "content-type", "content-length",
    "if-match", "if-none-match",
}  # fmt: skip


class Faulty(Exception):
    """The request itself is wrong: `status`, the text, and headers for the answer."""

    def __init__(self, message, status=400, headers=None):
        super().__init__(message)
        self.message, self.status, self.headers = message, status, headers or {}


def serve(resource, methods):
    """Returns a Django view that has `resource`, a function from Question to Answer, answer these methods."""

    @csrf_exempt
    @never_cache
    @wraps(resource)
    def view(request):
        # Else Django's LocaleMiddleware makes of a 404 a redirect to a page in the reader's language.
        request.urlconf = "analytics.xapi.urls"
        version = ONE
        if request.method == "OPTIONS":
            return _finish(origins.preflight(request, methods), version)
        try:
            method, given, headers, content = _read(request)
            version = _version(headers)
            if request.GET.get("method") is not None and version == TWO:
                raise Faulty("Version 2.0 has no alternate request syntax: use the method itself.")
            if method not in methods:
                raise Faulty(
                    f"{method} is not known here.", 405, {"Allow": ", ".join(methods)}
                )  # fmt: skip
            client = auth.authenticate_header(headers.get("Authorization"))
            origins.require(request, client)
            answer = resource(Question(method, version, client, given, headers, content))
        except (Faulty, Refused) as fault:
            answer = _error(fault.message, fault.status, fault.headers)
            return origins.tell(request, _finish(answer, version))
        except DocumentError as fault:
            return origins.tell(request, _finish(_error(fault.message, fault.status), version))
        response = HttpResponse(answer.content, status=answer.status, headers=answer.headers)
        response.headers["Content-Length"] = str(len(answer.content))
        if answer.content_type:
            response.headers["Content-Type"] = answer.content_type
        else:
            del response.headers["Content-Type"]
        if method == "HEAD":
            response.content = b""
        return origins.tell(request, _finish(response, version))

    return view


def _read(request):
    """Returns (method, parameters, headers, content), whichever syntax the request is written in."""
    content = _content(request)
    if request.method == "POST" and "method" in request.GET:
        return _from_form(request, content)
    return request.method, _single(request.GET), request.headers, content


def _from_form(request, content):
    if set(request.GET) != {"method"} or len(request.GET.getlist("method")) != 1:
        raise Faulty("With ?method= there may be no other parameter in the address (1.0.3, part 3, 1.3).")
    try:
        pairs = parse_qsl(
            content.decode(), keep_blank_values=True, errors="strict", max_num_fields=50
        )  # fmt: skip
    except ValueError as error:
        raise Faulty("The form cannot be read as UTF-8.") from error
    form = dict(pairs)
    if len(form) != len(pairs):
        raise Faulty("A form parameter is given twice.")
    inside = form.pop("content", "").encode()
    named = {name: value for name, value in form.items() if name.lower() in _HEADERS_IN_FORMS}
    outside = {name: value for name, value in request.headers.items() if name.lower() != "content-type"}
    inner = {name.title(): value for name, value in named.items()}
    headers = CaseInsensitiveMapping({**outside, "Content-Type": "application/json", **inner})
    given = {name: value for name, value in form.items() if name not in named}
    return request.GET["method"].upper(), given, headers, inside


def _single(query):
    for name, values in query.lists():
        if len(values) > 1:
            raise Faulty(f"The parameter {name!r} is given twice.")
    return query.dict()


def _content(request):
    """Returns the body; refuses one over the set size before it is read (413)."""
    most = settings.LRS_MOST_BYTES
    length = request.headers.get("Content-Length") or "0"
    if not (length.isascii() and length.isdigit()):
        raise Faulty("The Content-Length is no number.")
    too_large = Faulty(f"The content is larger than {most} bytes.", 413)
    if int(length) > most:
        raise too_large
    content = request.read(most + 1)
    if len(content) > most:
        raise too_large
    return content


def _version(headers):
    """Returns "1.0.3" or "2.0.0" for the version that is asked for; Faulty (400) for none or another."""
    asked = (headers.get(VERSION_HEADER) or "").strip()
    if asked == "1.0" or asked.startswith("1.0."):
        return ONE
    if asked == "2.0" or asked.startswith("2.0."):
        return TWO
    raise Faulty(f"The header {VERSION_HEADER} must name 1.0.x or 2.0.x.")


def _error(message, status, headers=None):
    body = json.dumps({"error": message}, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type="application/json", headers=headers)


def _finish(response, version):
    response.headers[VERSION_HEADER] = version
    return response
