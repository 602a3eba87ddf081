"""The xAPI profile of our vocabulary, for machines."""

from django.http import JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from analytics.xapi import profile


@require_safe
@cache_control(public=True, max_age=3600)
def show_profile(request):
    """Answers with the profile as JSON-LD; any site may read it."""
    response = JsonResponse(
        profile.document(),
        content_type=profile.CONTENT_TYPE,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response["Access-Control-Allow-Origin"] = "*"
    return response
