"""What is said of HTTP apart from the gateway: about, and the header that all answers on statements carry."""

from functools import wraps

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from analytics.lrs import settled
from analytics.lrs.gateway import ONE, TWO, VERSION_HEADER
from analytics.lrs.statements import others


def consistent_through(view):
    """Has each answer of a view say up to when all statements can be read (part 3, 2.1.3), errors too.

    It is the moment before the store was asked, or as far back as somebody stores who has not committed.
    """

    @wraps(view)
    def telling(request):
        is_writing = request.method in ("POST", "PUT") and "method" not in request.GET
        through = settled.lately() if is_writing else settled.through()
        response = view(request)
        said = through.isoformat(timespec="microseconds")
        response.headers["X-Experience-API-Consistent-Through"] = said.replace("+00:00", "Z")
        return response

    return telling


@csrf_exempt
@require_safe
@never_cache
def about(request):
    """Answers with the versions that are spoken here, to anybody; parameters are 400."""
    version = TWO if request.headers.get(VERSION_HEADER, "").startswith("2.") else ONE
    if request.GET:
        response = HttpResponse("about takes no parameters.", status=400, content_type="text/plain")
    else:
        response = HttpResponse(others.about_text(), content_type="application/json")
    response.headers[VERSION_HEADER] = version
    response.headers["Access-Control-Allow-Origin"] = "*"  # it says nothing about anybody
    return response
