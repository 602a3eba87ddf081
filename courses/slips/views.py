"""The page behind a slip's code. An account is not needed, and no e-mail address."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.slips import actions, reading
from courses.slips.models import Slip
from lms.people import guests


def _behind(request, code):
    rows = Slip.objects.for_organisation(request.organisation).select_related("organisation")
    found = rows.behind(code).first()
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
def link(request, code):
    """Leads from the short address to the slip's page, in the slip's language."""
    found = _behind(request, code)
    with override(found.language):
        return redirect(reverse("slips:show", args=[found.code]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request, code):
    """Shows the lesson and the task. A POST counts the opening and leads to one of them.

    Looking counts nothing: programs that show a link's preview look as well.
    """
    slip = _behind(request, code)
    parts = reading.parts(slip, learner=request.learner, language=get_language(), request=request)
    if slip.ended_at or not parts:
        return render(request, "courses/slips/ended.html", status=410)
    wanted = next((part for part in parts if part.name == request.POST.get("to")), None)
    if wanted is None:
        return render(request, "courses/slips/show.html", {"slip": slip, "parts": parts})
    actions.open_slip(slip=slip, learner=guests.ensure(request))
    return redirect(wanted.url)
