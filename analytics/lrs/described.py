"""The OpenAPI description of /xapi/, for programs that read such: openapi.json beside it, written by hand."""

from functools import cache
from pathlib import Path

from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


@cache
def text() -> str:
    """Returns the description (OpenAPI 3.1) as JSON."""
    return Path(__file__).with_name("openapi.json").read_text(encoding="utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def show(request):
    """Answers with the description, to anybody and from any site: it says nothing about anybody."""
    response = HttpResponse(text(), content_type="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
