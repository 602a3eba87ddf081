"""Helper mode: one person helps another. What to say, and to keep one's hands off the keyboard."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses.around.start import scripts
from courses.routing import root_paths


@require_safe
def index(request):
    """Shows how to help, and the script of every lesson."""
    root = root_paths(request).get(get_language())
    return render(request, "courses/around/helping.html", {"courses": scripts.courses(root)})


@require_safe
def script(request, course, lesson):
    """Shows what to read out, ask and do in one lesson."""
    found = scripts.lesson_at(course, lesson, root_paths(request).get(get_language()))
    if found is None:
        raise Http404
    context = {"lesson": found, "parts": scripts.of(found), "url": found.get_url(request)}
    return render(request, "courses/around/script.html", context)
