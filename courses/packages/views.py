"""The page on which a learner plays a package, and the door through which its values come back."""

from django.http import HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.packages import actions, launching, origins, playing, values
from courses.packages.choosing import hundredths
from courses.packages.cmi5 import launches
from courses.packages.models import Package
from lms.people import guests


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def play(request, lesson, package):
    """Shows the package in its frame once the learner has started it; asks for that first."""
    here = playing.find(request, lesson, package)
    if request.method == "POST":
        actions.begin(
            learner=guests.ensure(request),
            organisation=request.organisation,
            lesson=here.lesson,
            package=here.package,
            language=get_language(),
        )
        return HttpResponseRedirect(request.path)
    attempt = here.attempt_of(request.learner)
    context = {
        "lesson": here.lesson,
        "package": here.package,
        "attempt": attempt,
        "score": hundredths(attempt),
        "back_url": f"{here.lesson.get_url(request)}try/",
    }
    if attempt and request.method == "GET":
        context["frame_url"] = frame_url(request, here.package, attempt)
        context["keep_url"] = reverse("packages:keep", args=[attempt.pk])
    response = TemplateResponse(request, "courses/packages/play.html", context)
    return framed(request, response)


def frame_url(request, package, attempt=None):
    """Returns the address at which a package starts for an attempt; for an author's look where there is none.

    Each asking is a launch of its own where the package is cmi5: one that is still open is given up.
    """
    if package.kind != Package.Kind.CMI5:
        base = launching.base(origins.of(request), launching.token_of(attempt or package))
        return origins.address(base, package.launch, package.query)
    session = launches.begin(package=package, attempt=attempt, language=get_language())
    base = launching.base(origins.of(request), launching.token_of(session))
    address = origins.address(base, package.launch, package.query)
    return f"{address}{'&' if package.query else '?'}{launches.parameters(session, base)}"


def framed(request, response):
    """Lets a page of ours show the place of packages in a frame, and nothing else besides."""
    response._csp_replace = {"frame-src": [f"{origins.of(request)}{origins.PREFIX}"]}
    return response


@require_POST
def keep(request, attempt):
    """Keeps what the package has set and says how far the learner is now."""
    mine = playing.attempt_of(request, attempt)
    try:
        said = values.read(request.body)
    except values.BadValues:
        return HttpResponseBadRequest("Not taken.")
    kept, refused = actions.keep(attempt=mine, said=said, language=get_language())
    found = {"done": kept.is_done, "passed": kept.is_passed, "score": hundredths(kept)}
    return JsonResponse(found | ({"refused": refused} if refused else {}))
