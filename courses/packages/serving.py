"""Serves the files of a package out of its zip. Knows no session, no learner but the launch's own.

What a package sets as it is left comes here too: the page around it is gone by then, and hears nothing more.
"""

import re
from contextlib import suppress

from django.http import (
    FileResponse,
    Http404,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotAllowed,
)

from courses.packages import actions, launching, origins, runtimes, values
from courses.packages import archive as zips
from courses.packages.cmi5 import endpoint
from courses.packages.faults import PackageError
from courses.packages.models import Package

KEEP = "~keep"
MOST_OF_A_PAGE = 8 * zips.MEGABYTE  # a page is held in memory while the runtime is put into it
_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_HTML = re.compile(rb"<html(?:\s[^>]*)?>", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!doctype[^>]*>", re.IGNORECASE)
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def answer(request, token, path):
    """Returns a file of the launch's package, or the runtime. Raises Http404."""
    launch = launching.find(token)
    if launch is None:
        raise Http404("No such launch.")
    origin = f"{request.scheme}://{request.get_host()}"
    base = launching.base(origin, token)
    if launch.session and endpoint.is_mine(path):
        response = endpoint.answer(request, launch.session, path, base)
    elif request.method == "OPTIONS":
        response = HttpResponse(status=204)
    elif path == KEEP:
        response = _keep(request, launch)
    elif request.method not in ("GET", "HEAD"):
        response = HttpResponseNotAllowed(["GET", "HEAD", "OPTIONS"])
    elif path == runtimes.SCRIPT:
        response = runtimes.script(launch, base)
    elif launch.package.kind == Package.Kind.H5P and runtimes.is_mine(path):
        response = runtimes.of_h5p(launch, path, base)
    else:
        response = _file(request, launch, path, base)
    return guarded(response, base)


def guarded(response, base):
    """Returns the response with what keeps the package in its place."""
    response["Content-Security-Policy"] = origins.policy(base)
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Access-Control-Allow-Origin"] = "*"  # an opaque origin asks as "null"; no cookie comes along
    response["X-Robots-Tag"] = "noindex"
    response.headers.setdefault("Cache-Control", "private, max-age=3600")
    return response


def _keep(request, launch):
    """Keeps what the package set as it was left; nothing of an author's look."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST", "OPTIONS"])
    try:
        said = values.read(request.body)
    except values.BadValues:
        return HttpResponseBadRequest("Not taken.")
    if launch.attempt:
        actions.keep(attempt=launch.attempt, said=said)
    return HttpResponse(status=204)


def _file(request, launch, path, base):
    package = launch.package
    if path not in package.files:
        raise Http404("No such file in the package.")
    kind = zips.content_type(path)
    try:
        file = package.file.open("rb")
    except OSError as error:
        raise Http404("The storage has lost the package.") from error
    try:
        archive = zips.opened(file)
    except PackageError as error:
        file.close()
        raise Http404("The storage has broken the package.") from error
    if kind.startswith(("text/html", "application/xhtml")) and package.files[path] <= MOST_OF_A_PAGE:
        with file, archive, archive.open(path) as one:
            response = HttpResponse(_with_runtime(one.read(), base), content_type=kind.partition(";")[0])
        response["Cache-Control"] = "no-store"  # the runtime's state belongs to this moment
        return response
    return _part(request, archive, file, path, package.files[path], kind)


def _with_runtime(page, base):
    """Puts the runtime before every script of a page."""
    script = runtimes.tag(base).encode()
    for mark in (_HEAD, _HTML, _DOCTYPE):
        found = mark.search(page, 0, 64 * 1024)
        if found:
            return page[: found.end()] + script + page[found.end() :]
    return script + page


class _Member:
    """A file inside a zip from one place on, `left` bytes of it; closes the zip with itself."""

    def __init__(self, one, left, *also):
        self.one, self.left, self.also = one, left, also

    def read(self, size=-1):
        piece = self.one.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(piece)
        return piece

    def close(self):
        for thing in (self.one, *self.also):
            with suppress(OSError):
                thing.close()


def _part(request, archive, file, path, size, kind):
    """The whole file, or the part that a player of sound or film asks for."""
    first, last = _wanted(request.headers.get("Range", ""), size)
    one = archive.open(path)
    if first:
        one.seek(first)
    response = FileResponse(_Member(one, last - first + 1, archive, file), content_type=kind)
    response["Content-Length"] = last - first + 1
    response["Accept-Ranges"] = "bytes"
    if (first, last) != (0, size - 1):
        response.status_code = 206
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def _wanted(said, size):
    """Returns (first, last) byte of what is asked; the whole where nothing sensible is."""
    found = _RANGE.fullmatch(said.strip())
    if not found or found.groups() == ("", ""):
        return 0, size - 1
    begin, end = found.groups()
    first, last = (
        (int(begin), min(int(end or size - 1), size - 1)) if begin else (max(size - int(end), 0), size - 1)
    )
    return (first, last) if first <= last else (0, size - 1)
