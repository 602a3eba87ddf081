"""Finding one's way: for whom, what to get done, what one knows already, and the map of a course."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.around.start import goals, knowing, mapping
from courses.routing import root_paths
from lms.people import guests
from lms.people.models import Learner


def role(request):
    """Returns for whom somebody learns, as they chose it: a Learner.Path, or "" where they did not."""
    chosen = request.learner.path if request.learner else request.COOKIES.get("pw_path", "")
    return chosen if chosen in Learner.Path.values else ""


@never_cache
@require_safe
def start(request):
    """Asks for whom one learns and what one wants to get done; the role's own goals stand first."""
    chosen = role(request)
    roles = [
        {"value": value, "label": label, "is_chosen": value == chosen}
        for value, label in Learner.Path.choices
    ]
    context = {"roles": roles, "role": chosen, "goals": goals.ordered(chosen)}
    return render(request, "courses/around/start.html", context)


@require_safe
def goal(request, goal):
    """Shows the first lesson and practice task for what somebody wants to get done."""
    found = goals.find(goal)
    if found is None:
        raise Http404
    places = goals.places(found, organisation=request.organisation, language=get_language())
    return render(request, "courses/around/goal.html", {"goal": found, **places})


def _course(request, slug):
    course = knowing.course_at(slug, root_paths(request).get(get_language()))
    if course is None:
        raise Http404
    return course


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def known(request, course):
    """Asks a few questions of a course; lessons whose questions were answered right are marked as known."""
    page = _course(request, course)
    form = knowing.CheckForm(
        request.POST if request.method == "POST" else None, questions=knowing.questions(page)
    )
    if form.is_bound and form.is_valid():
        lessons = form.known()
        if lessons:
            knowing.keep(learner=guests.ensure(request), lessons=lessons)
            words = ngettext(
                "You know %(number)d lesson already. You may leave it out.",
                "You know %(number)d lessons already. You may leave them out.",
                len(lessons),
            )
            messages.success(request, words % {"number": len(lessons)})
        else:
            messages.info(request, _("Good to know. Start with the first lesson. It is short."))
        return redirect("around:map", course=course)
    context = {"page": page, "form": form}
    return render(request, "courses/around/known.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def course_map(request, course):
    """Shows the map of a course, with what one has done and what one knows, as a drawing and as a list."""
    page = _course(request, course)
    drawn = mapping.of(page, learner=request.learner, request=request, language=get_language())
    return render(request, "courses/around/map.html", {"page": page, "map": drawn})
