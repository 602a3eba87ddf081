"""The practice hub, the pages around a task, and what the coach's buttons do."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.people import guests
from sandbox_portal import actions, form_keys
from sandbox_portal.access import with_practice
from sandbox_portal.forms import HintForm, LookAroundForm, NoticeForm, SkipForm, StartForm, WordForm
from sandbox_portal.kinds import dictionary
from sandbox_portal.scenarios import hub, notices, panel
from sandbox_portal.sections import dates


@never_cache
@require_safe
def home(request):
    """The practice hub: every task with how far the learner is, and looking around."""
    groups = hub.groups(request.learner, request.organisation, get_language())
    free = hub.free_practice(request.learner)
    context = {
        "groups": groups,
        "first": hub.first_task(groups),
        "more": hub.more_ways(),
        "free": free,
        "free_as": hub.said(free) if free else "",
        "form": LookAroundForm(people=hub.people(request.organisation)),
    }
    return _noindex(render(request, "sandbox_portal/practice/home.html", context))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def task(request, slug):
    """The page before a task; sending its form starts the task. The same form sent twice starts it once."""
    found = hub.task(
        slug, learner=request.learner, organisation=request.organisation, language=get_language()
    )
    if found is None:
        raise Http404("There is no such task.")
    form = StartForm(
        request.POST or None,
        initial={"lesson": request.GET.get("lesson", "")},
        has_example=found.has_example,
        is_known="passed" in found.states,
    )
    if request.method == "POST" and form.is_valid():
        practice = actions.start(
            learner=guests.ensure(request),
            organisation=request.organisation,
            scenario=found.scenario,
            mode=form.cleaned_data["mode"],
            form_key=form.cleaned_data["form_key"],
            language=get_language(),
            came_from=form.cleaned_data["lesson"],
        )
        if len(practice.seats) > 1:
            return redirect("practice:turn", key=practice.key, seat=practice.seat)
        return redirect(practice)
    context = {"task": found, "form": form}
    status = 422 if form.is_bound else 200
    return _noindex(render(request, "sandbox_portal/practice/task.html", context, status=status))


@never_cache
@require_safe
def kinds_of_portal(request):
    """The six kinds of portal: how they differ, and a way into each."""
    context = {"kinds": hub.kinds_of_portal(request.learner, request.organisation, get_language())}
    return _noindex(render(request, "sandbox_portal/kinds/index.html", context))


@never_cache
@require_safe
def menu_words(request):
    """What other portals call the parts of their menu, to look up."""
    form = WordForm(request.GET)
    asked = form.cleaned_data["word"] if form.is_valid() else ""
    context = {"form": form, "entries": dictionary.find(asked), "asked": asked}
    return _noindex(render(request, "sandbox_portal/kinds/words.html", context))


@require_POST
def look_around(request):
    """Starts a practice without a task."""
    form = LookAroundForm(request.POST, people=hub.people(request.organisation))
    if not form.is_valid():
        return redirect("practice:home")
    practice = actions.start(
        learner=guests.ensure(request),
        organisation=request.organisation,
        form_key=form.cleaned_data["form_key"],
        language=get_language(),
        persona=form.cleaned_data["persona"] or None,
        kind=form.cleaned_data["kind"] or None,
    )
    if form.cleaned_data["door"]:
        return redirect("practice:door-begin", key=practice.key)
    return redirect(practice)


@require_POST
@with_practice
def hint(request, practice):
    """Shows the next hint."""
    form = HintForm(request.POST)
    try:
        if form.is_valid():
            actions.ask_for_hint(practice=practice, step=form.cleaned_data["step"])
    except actions.NoHelpHere:
        messages.info(request, _("There are no hints here."))
    return redirect("practice:task_help", key=practice.key)


@require_POST
@with_practice
def notice_read(request, practice):
    """Folds the note about a mistake away and goes back to the page it stood on."""
    form = NoticeForm(request.POST)
    if form.is_valid():
        notices.read(practice=practice, event_id=form.cleaned_data["event"])
    return redirect(form.page_in(practice))


@require_safe
@with_practice
def task_help(request, practice):
    """The task with its story, its steps and the hints asked for, on a page of its own."""
    return _coach_page(request, practice, "help")


@require_POST
@with_practice
def skip(request, practice):
    """Moves the practice clock and says what day it is now."""
    form = SkipForm(request.POST)
    if form.is_valid():
        happened = actions.skip_ahead(practice=practice, **form.cleaned_data)
        news = _("In the practice it is now %(day)s.") % {"day": dates.long_day(practice.today)}
        if happened:
            news += " " + _("The clinic has been at work. Look for what is new.")
        messages.success(request, news)
    return redirect(practice)


@require_http_methods(["GET", "HEAD", "POST"])
@with_practice
def turn(request, practice, seat):
    """The card that hands the device to the other part; sending it takes that seat."""
    if seat not in practice.seats:
        raise Http404("There is no such part in this task.")
    if request.method == "POST":
        actions.switch_seat(practice=practice, to=seat)
        return redirect(practice)
    return _coach_page(request, practice, "turn", card=hub.turn(practice, seat, get_language()), seat=seat)


def start_over(request, key):
    """Asks first, then deletes what was typed and begins the same task anew.

    A second click finds the practice that the first one began.
    """
    form = form_keys.FormKeyForm(request.POST or None)
    begun = form.is_valid() and hub.begun_by(request.learner, form.cleaned_data["form_key"])
    return redirect(begun) if begun else _start_over(request, key=key, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@with_practice
def _start_over(request, practice, form):
    if request.method == "POST" and form.is_valid():
        fresh = actions.start_over(
            practice=practice,
            by=request.learner,
            form_key=form.cleaned_data["form_key"],
            language=get_language(),
        )
        messages.success(request, _("You start with a clean page. What you typed is deleted."))
        if len(fresh.seats) > 1:
            return redirect("practice:turn", key=fresh.key, seat=fresh.seat)
        return redirect(fresh)
    return _coach_page(request, practice, "start_over", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@with_practice
def leave(request, practice):
    """Asks first, then ends the practice and deletes what was typed."""
    if request.method == "POST":
        actions.leave(practice=practice, by=request.learner)
        messages.success(request, _("The practice has ended. What you typed is deleted."))
        return redirect("practice:home")
    return _coach_page(request, practice, "leave")


@require_safe
@with_practice
def result(request, practice):
    """What the learner did, why it matters, and what next; after a mistake that ended it, what to learn."""
    run = practice.attempt
    if run is None or run.is_open:
        return redirect(practice)
    if run.state == run.State.PASSED:
        return _coach_page(request, practice, "passed", ending=hub.ending(practice, get_language()))
    return _coach_page(
        request, practice, "failed", form=form_keys.FormKeyForm(), replay=hub.steps(practice, get_language())
    )


def _coach_page(request, practice, name, **context):
    context = {"practice": practice, "coach": panel.of(practice, get_language()), **context}
    return render(request, f"sandbox_portal/coach/{name}.html", context)


def _noindex(response):
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
