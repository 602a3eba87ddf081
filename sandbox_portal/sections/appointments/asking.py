"""Booking a visit, step by step: kind, way, doctor, time, reason, review."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sandbox_portal import practice_days, safety
from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections import dates, shell
from sandbox_portal.sections.appointments import agenda, booking, full, kinds, showing, slots
from sandbox_portal.sections.appointments.forms import KindForm, ReasonForm, TimeForm, WayForm, WhoForm
from sandbox_portal.sections.appointments.models import Booking
from sandbox_portal.sections.appointments.states import State
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.refusing import NotPossible
from sandbox_portal.sections.stopping import stop

STEPS = ("kind", "way", "who", "when", "about", "review")
STOPPED = "visits.stopped"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
@shell.section("appointments")
def start(request, practice, viewing):
    """Begins to book a visit; `reminder` says for which check-up, if for one."""
    form = FormKeyForm(request.POST)
    if not form.is_valid():
        raise Http404("A form without its key.")
    asked = request.POST.get("reminder", "")
    reminder = asked if any(each.id == asked for each in viewing.chart.reminders) else ""
    draft = booking.start(
        practice=practice,
        record=agenda.record_of(viewing),
        form_key=form.cleaned_data["form_key"],
        reminder=reminder,
    )
    draft.practice = practice
    if draft.status != State.DRAFT:
        return _sent_before(request, practice, draft)
    return _go(booking.first_gap(draft) or "review", draft)


def _step(view):
    """Gives a step its draft: view(request, practice, viewing, draft). A sent one leads to the visit."""

    @get_or_post
    @shell.section("appointments")
    def inner(request, practice, viewing, pk):
        mine = Booking.objects.for_practice(practice).in_record(agenda.record_of(viewing))
        draft = mine.filter(pk=pk).first()
        if draft is None or (draft.status == State.DRAFT and draft.seat != practice.seat):
            raise Http404("No such visit in this practice.")
        draft.practice = practice
        if draft.status != State.DRAFT:
            return _sent_before(request, practice, draft)
        return view(request, practice, viewing, draft)

    return inner


def _sent_before(request, practice, draft):
    messages.info(request, _("This visit was booked before. It was booked only once."))
    return redirect("practice:appointment", key=practice.key, id=draft.reference)


def _go(step, draft):
    return redirect(f"practice:visit-{step}", key=draft.practice.key, pk=draft.pk)


def _wait_for(*steps):
    """Leads back to the first of these steps that has no answer yet."""

    def wrap(view):
        def inner(request, practice, viewing, draft):
            gap = booking.first_gap(draft)
            return _go(gap, draft) if gap in steps else view(request, practice, viewing, draft)

        return inner

    return wrap


@_step
def kind(request, practice, viewing, draft):
    """What kind of visit?"""
    form = KindForm(posted(request), initial={"kind": draft.kind})
    if form.is_valid():
        booking.choose_kind(booking=draft, kind=form.cleaned_data["kind"])
        return _go("way", draft)
    return _render(request, "kind", draft, form)


@_step
@_wait_for("kind")
def way(request, practice, viewing, draft):
    """In person, by video, by phone?"""
    ways = kinds.every()[draft.kind].ways
    form = WayForm(posted(request), ways=ways, initial={"way": draft.way})
    if form.is_valid():
        booking.choose_way(booking=draft, way=form.cleaned_data["way"])
        return _go("who", draft)
    return _render(request, "way", draft, form)


@_step
@_wait_for("kind", "way")
def who(request, practice, viewing, draft):
    """With whom?"""
    clinicians = kinds.clinicians(viewing.chart, practice.today)
    form = WhoForm(posted(request), clinicians=clinicians, initial={"clinician": draft.clinician})
    if form.is_valid():
        booking.choose_clinician(booking=draft, chart=viewing.chart, clinician=form.cleaned_data["clinician"])
        return _go("about" if booking.is_on_request(draft) else "when", draft)
    return _render(request, "who", draft, form)


@_step
@_wait_for("kind", "way", "who")
def when(request, practice, viewing, draft):
    """At which time? One week of free times a page."""
    if booking.is_on_request(draft):
        return _go("about", draft)
    taken = agenda.taken(viewing)
    form, weeks = week(request, practice, taken, current=draft.starts_at)
    failure = full.standing(request, practice, is_full=weeks["is_empty"])
    if failure:
        return _render(request, "full", draft, None, **full.screen(failure, draft, viewing.chart))
    if form.is_bound and form.is_valid():
        try:
            booking.choose_time(booking=draft, taken=taken, **form.cleaned_data)
            return _go("about", draft)
        except NotPossible:
            form.add_error("starts_at", _("That time is taken now. Choose another one."))
    return _render(request, "when", draft, form, weeks=weeks)


def week(request, practice, taken, current=None):
    """Returns the form with the free times of the week that is asked for, and where the others are."""
    free = slots.free(practice.policy, practice.now, taken)
    mondays = sorted({_monday(moment) for moment in free})
    asked = request.GET.get("week", "")
    place = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else 0
    place = max(0, min(place, len(mondays) - 1))
    shown = [moment for moment in free if mondays and _monday(moment) == mondays[place]]
    form = TimeForm(
        posted(request), free=shown, initial={"starts_at": current.isoformat() if current else ""}
    )
    weeks = {
        "monday": dates.long_day(mondays[place]) if mondays else "",
        "before": f"?week={place - 1}" if place else "",
        "after": f"?week={place + 1}" if place < len(mondays) - 1 else "",
        "is_empty": not shown,
    }
    return form, weeks


def _monday(moment):
    day = practice_days.local_day(moment)
    return day - timedelta(days=day.weekday())


@sensitive_post_parameters("words")
@_step
@_wait_for("kind", "way", "who", "when")
def about(request, practice, viewing, draft):
    """What is it about? Words of an emergency stop here."""
    form = _reason_form(viewing, draft, posted(request))
    if stopped := stop(request, practice, form, STOPPED):
        return stopped
    if form.is_bound and form.is_valid():
        booking.write_reason(booking=draft, words=form.cleaned_data["words"])
        return _go("review", draft)
    return _render(request, "about", draft, form, has_guard=True)


def _reason_form(viewing, draft, data):
    allowed = safety.Allowed.of(viewing.chart, draft.practice.policy)
    return ReasonForm(data, allowed=allowed, initial={"words": draft.words})


@_step
@_wait_for("kind", "way", "who", "when", "about")
def review(request, practice, viewing, draft):
    """All of it once more; the button books it, once."""
    form = _reason_form(viewing, draft, {"words": draft.words})
    if stopped := stop(request, practice, form, STOPPED):
        return stopped
    if not form.is_valid():
        return _go("about", draft)
    if request.method == "POST":
        try:
            made = booking.submit(booking=draft, chart=viewing.chart, taken=agenda.taken(viewing))
        except NotPossible:
            messages.warning(request, _("That time is taken now. Your other answers are kept. Choose again."))
            return _go("when", draft)
        if made.status == State.PENDING:
            messages.success(request, _("Your request is sent. The clinic sets the time. This is practice."))
        else:
            messages.success(request, _("Your visit is booked. This is practice: no real clinic knows."))
        return redirect("practice:appointment", key=practice.key, id=made.reference)
    context = {
        "rows": showing.review_rows(draft, viewing.chart),
        "cautions": form.cautions,
        "notice": showing.notice(practice.policy),
        "is_request": booking.is_on_request(draft),
        "answer_days": practice.policy.visits.answer_business_days,
    }
    return _render(request, "review", draft, None, **context)


@_step
def discard(request, practice, viewing, draft):
    """Throws the draft away after asking."""
    if request.method == "POST":
        booking.discard(booking=draft)
        messages.success(request, _("It is gone. Nothing was booked."))
        return redirect("practice:appointments", key=practice.key)
    return _render(request, "discard", draft, None)


def _render(request, step, draft, form, **context):
    own = step if step in ("when", "full", "review", "discard") else "step"
    place = "when" if step == "full" else step
    context |= {"form": form, "draft": draft, "steps": _steps(place, draft), "step": step}
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return shell.render(request, f"sandbox_portal/appointments/{own}.html", context, status=status)


def _steps(current, draft):
    if current not in STEPS:
        return []
    labels = {
        "kind": _("Kind of visit"),
        "way": _("How you meet"),
        "who": _("Doctor"),
        "when": _("Time"),
        "about": _("Reason"),
        "review": _("Book"),
    }
    shown = [s for s in STEPS if s != "when" or not (draft.kind and booking.is_on_request(draft))]
    here = shown.index(current)
    return [
        {
            "label": labels[name],
            "state": "done" if place < here else "now" if place == here else "todo",
            "url": _url(name, draft) if place < here else None,
        }
        for place, name in enumerate(shown)
    ]


def _url(step, draft):
    return reverse(f"practice:visit-{step}", kwargs={"key": draft.practice.key, "pk": draft.pk})
