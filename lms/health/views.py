from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.health import checks


@never_cache
@require_safe
def healthz(request):
    """Answers 200 when every part is well and 503 when one is down, with each part's state as JSON."""
    states = checks.states()
    is_well = all(state == "ok" for state in states.values())
    return JsonResponse({"status": "ok" if is_well else "down", **states}, status=200 if is_well else 503)
