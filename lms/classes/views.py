"""Joining a class with a code, and leaving it. An account is not needed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lms.classes import actions, limits
from lms.classes.forms import CodeForm, JoinForm
from lms.classes.models import ClassMember, StudyClass
from lms.people import guests


def _behind(code, request):
    return StudyClass.objects.for_organisation(request.organisation).behind(code).first()


def _too_many(request):
    return render(request, "classes/too_many.html", {"minutes": limits.SECONDS // 60}, status=429)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request):
    """Shows the classes one is in, and asks for the code of another."""
    if request.method != "POST":
        return _home(request, CodeForm())
    if limits.is_over(request):
        return _too_many(request)
    form = CodeForm(request.POST)
    if form.is_valid():
        found = _behind(form.cleaned_data["code"], request)
        if found is not None:
            return redirect("classes:join", code=found.code)
        limits.count_wrong(request)
        form.add_error("code", _("We know no class with this code. Check each letter and number."))
    return _home(request, form)


def _home(request, form):
    places = ClassMember.objects.for_learner(request.learner).in_running().select_related("study_class")
    words = {"form": form, "places": places.filter(study_class__organisation=request.organisation)}
    return render(request, "classes/home.html", words, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request, code):
    """Says what class it is and who sees what; a POST joins it, or changes name and choice."""
    if limits.is_over(request):
        return _too_many(request)
    found = _behind(code, request)
    if found is None:
        limits.count_wrong(request)
        raise Http404
    if not found.is_open:
        return render(request, "classes/ended.html", {"study_class": found}, status=410)
    mine = found.members.for_learner(request.learner).first()
    if request.method == "POST":
        form = JoinForm(request.POST)
        if form.is_valid() and _join(request, found, form):
            return redirect("classes:home")
    else:
        form = JoinForm(
            initial={"nickname": mine.nickname, "is_shown": "yes" if mine.is_shown else "no"} if mine else {}
        )
    words = {"study_class": found, "form": form, "mine": mine}
    return render(request, "classes/join.html", words, status=422 if form.errors else 200)


def _join(request, found, form):
    try:
        actions.join(learner=guests.ensure(request), study_class=found, **form.cleaned_data)
    except actions.NicknameTaken:
        form.add_error("nickname", _("Someone in this class has this nickname. Choose another."))
    except (actions.Full, actions.Ended):
        form.add_error(None, _("This class takes nobody new. Ask your class leader."))
    else:
        messages.success(request, _("You are in the class %s.") % found.title)
        return True
    return False


@require_POST
def leave(request, code):
    """Takes oneself out of a class, name and all."""
    found = _behind(code, request)
    if found is None:
        raise Http404
    actions.leave(learner=request.learner, study_class=found)
    messages.success(request, _("You left the class. Your nickname is deleted there."))
    return redirect("classes:home")
