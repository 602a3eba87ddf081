"""Keeps the place of packages apart: its host answers with their files only, and no cookie."""

from django.http import Http404, HttpResponse

from courses.packages import origins, serving


class PackagesMiddleware:
    """Answers for the files of packages before sessions, learners and pages are thought of.

    Stands after SecurityMiddleware: the address of a launch has its word in it, and belongs into https alone.

    Where packages have a host of their own, they are served there alone and everything else there is a 404.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_theirs = request.path_info.startswith(origins.PREFIX)
        is_host = origins.is_packages_host(request)
        if not is_theirs and not is_host:
            return self.get_response(request)
        if not is_theirs or not origins.may_serve(request):
            return _nothing(request)
        token, _slash, path = request.path_info[len(origins.PREFIX) :].partition("/")
        try:
            return serving.answer(request, token, path)
        except Http404:
            return _nothing(request)


def _nothing(request):
    """Says so in plain text: the package's frame shows it, and no page of ours is drawn there."""
    response = HttpResponse("Not found.", status=404, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return serving.guarded(response, f"{request.scheme}://nothing.invalid/")
