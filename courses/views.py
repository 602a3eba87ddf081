"""The learner's own page, and for whom they learn."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.presenting import mine
from lms.people import actions as people
from lms.people.models import Learner


@never_cache
@require_safe
def my(request):
    """Shows everything a learner has going, on one page."""
    return render(request, "courses/my.html", mine.page(request))


@require_POST
def choose_path(request):
    """Remembers for whom somebody learns: on the learner, or for a visitor in a cookie."""
    path = request.POST.get("path")
    response = redirect("courses:my")
    if path not in Learner.Path.values:
        return response
    back = request.POST.get("next", "")
    if back.startswith("/") and not back.startswith(("//", "/\\")):
        response = HttpResponseRedirect(back)
    if request.learner:
        people.choose_path(learner=request.learner, path=path)
    response.set_cookie(
        "pw_path",
        path,
        max_age=settings.LEARNER_COOKIE_AGE,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response
