"""The page of what can be taken along, and the files themselves. For everybody."""

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses.takeaway import content, pack, paper_portal, papers
from lms.organisations.policy import Policy
from lms.site import freshness

KEPT_SECONDS = 60 * 60 * 24
PAPERS = {"slides": papers.slides, "guide": papers.guide, "handouts": papers.handouts}


@require_safe
def index(request, slug):
    """Shows what there is to take along from a course."""
    course = _course(request, slug)
    return render(request, "courses/takeaway/index.html", {"course": course})


@require_safe
def paper(request, slug, name):
    """Serves slides, guide or handouts as PDF, made from the lessons as they are published now."""
    course, about = _course(request, slug), {"organisation": request.organisation}
    data = _kept(course, name, lambda: PAPERS[name](course, get_language(), **about))
    return _file(data, "application/pdf", f"{course.slug}-{name}.pdf")


@require_safe
def practice(request, slug):
    """Serves the practice portal on paper, with this clinic's own words and numbers and this week's dates."""
    course, today = _course(request, slug), timezone.localdate()
    policy = request.organisation.policy if request.organisation else Policy()
    about = {"language": get_language(), "policy": policy, "today": today}
    data = _kept(course, f"practice-{today}", lambda: paper_portal.write(**about))
    return _file(data, "application/pdf", f"{course.slug}-practice.pdf")


@require_safe
def download(request, slug):
    """Serves the course as a zip of plain pages."""
    course, organisation = _course(request, slug), request.organisation
    policy = organisation.policy if organisation else Policy()
    about = {"language": get_language(), "organisation": organisation, "policy": policy}
    data = _kept(course, "pack", lambda: pack.write(course, **about))
    return _file(data, "application/zip", f"{course.slug}.zip")


def _course(request, slug):
    course = content.find(request, get_language(), slug)
    if course is None or getattr(course, "is_restricted", False):
        raise Http404
    return course


def _kept(course, name, make):
    """Returns the file from the cache; made anew when anything that every visitor sees has changed."""
    mark = freshness.current()
    key = f"takeaway {course.pk} {name} {get_language()} {mark}".replace(" ", "-")
    data = cache.get(key) if mark else None
    if data is None:
        data = make()
        if mark:
            cache.set(key, data, KEPT_SECONDS)
    return data


def _file(data, kind, name):
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
