"""A video visit, from the device test to its summary. Nothing here needs a camera or a script."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal import actions
from sandbox_portal.sections import asking as pages
from sandbox_portal.sections import shell
from sandbox_portal.sections.appointments import showing as visits
from sandbox_portal.sections.appointments.views import about_one, over, touched
from sandbox_portal.sections.posting import SinceForm, posted
from sandbox_portal.sections.refusing import NotPossible
from sandbox_portal.sections.video import bench, calls, showing
from sandbox_portal.sections.video.forms import JoinForm, StepForm
from sandbox_portal.sections.video.states import State

MINUTES = 5
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _by_video(view):
    """Makes a view one about a video visit; any other visit is a 404."""

    def inner(request, practice, viewing, entry, **kwargs):
        if not entry.is_video or entry.starts_at is None:
            raise Http404("This is no video visit.")
        return view(request, practice, viewing, entry, **kwargs)

    return about_one(inner)


def _go(practice, entry, name="video", **kwargs):
    return redirect(visits.url(practice, name, entry, **kwargs))


@require_GET
@_by_video
def ready(request, practice, viewing, entry):
    """Where the visit stands, and what there is to do: test, join, wait, mend, take the call."""
    return _room(request, practice, viewing, entry, JoinForm())


def _room(request, practice, viewing, entry, form):
    call, faults = calls.of(entry.booking), bench.there(practice)
    if call is not None:
        call.booking = entry.booking
    viewing.log_once("room.opened", visit=entry.id, status=str(showing.status_of(call)))
    context = showing.room(practice, entry, call, faults) | {"form": form, "faults": len(faults)}
    context["page"] = _page(practice, entry, _("Video visit"))
    status = 422 if form.errors else 200
    return shell.render(request, "sandbox_portal/video/room.html", context, status=status)


def _page(practice, entry, heading, **words):
    back = visits.url(practice, "appointment", entry)
    return pages.Page(heading=heading, back_url=back, back_label=entry.title, **words)


@require_POST
@_by_video
def join(request, practice, viewing, entry):
    """Goes to the waiting room, or says what is in the way."""
    form = JoinForm(request.POST)
    if not form.is_valid():
        return _room(request, practice, viewing, entry, form)
    try:
        booking = touched(viewing, entry)
    except NotPossible:
        return over(request, practice, entry)
    _call, hurdle = calls.join(booking=booking, place=form.cleaned_data["place"])
    if hurdle in bench.every():
        return _go(practice, entry, "video-trouble", fault=hurdle)
    if hurdle == "check-in":
        messages.warning(request, _("Finish the check-in first. Then the clinic lets you in."))
        return _go(practice, entry, "check-in")
    return _go(practice, entry)


@require_POST
@_by_video
def wait(request, practice, viewing, entry):
    """Lets five minutes pass."""
    form = SinceForm(request.POST)
    if form.is_valid():
        actions.pass_minutes(practice=practice, minutes=MINUTES, **form.cleaned_data)
    return _go(practice, entry)


@require_POST
@_by_video
def act(request, practice, viewing, entry):
    """Does what was pressed: leave, join again, take the call, let it ring, call, hang up."""
    call, what = calls.of(entry.booking), request.POST.get("what", "")
    if call is None or what not in calls.ACTS:
        raise Http404("There is no such thing to do in this visit.")
    call.booking = entry.booking
    try:
        after = calls.act(call=call, what=what)
    except NotPossible:
        messages.info(request, _("That is over. Here is where your visit stands now."))
        return _go(practice, entry)
    if what == "retry" and after.status == State.DROPPED:
        messages.warning(request, _("It broke off again. The clinic can go on with you by phone."))
    return _go(practice, entry)


@get_or_post
@_by_video
def device(request, practice, viewing, entry):
    """The device test: what is wrong now. A learner may let something else go wrong, to practice."""
    if request.method == "POST":
        try:
            bench.bring(practice=practice, fault=request.POST.get("fault", ""), by=practice.seat)
        except NotPossible as error:
            raise Http404("There is no such fault.") from error
        return _go(practice, entry, "video-trouble", fault=request.POST["fault"])
    faults = bench.there(practice)
    viewing.log_once("room.tested", visit=entry.id, faults=len(faults))
    context = {
        "entry": entry,
        "page": _page(practice, entry, _("Test your device")),
        "lines": showing.device(practice, entry, faults),
        "is_fine": not faults,
    }
    return shell.render(request, "sandbox_portal/video/device.html", context)


@get_or_post
@_by_video
def trouble(request, practice, viewing, entry, fault):
    """One fault: what is seen, what to try, and the step for a real device."""
    about = bench.every().get(fault)
    if about is None:
        raise Http404("There is no such fault.")
    is_there = any(each.fault == fault for each in bench.there(practice))
    form, tried = StepForm(posted(request), fault=about), None
    if form.is_valid():
        tried = bench.attempt(practice=practice, fault=fault, step=form.cleaned_data["step"])
        is_there = is_there and not tried.is_right
        if tried.is_right:
            messages.success(request, _("That is it. It works now."))
    context = {
        "entry": entry,
        "form": form,
        "fault": about,
        "is_there": is_there,
        "tried": tried,
        "page": pages.Page(
            heading=str(about.part),
            back_url=visits.url(practice, "video-device", entry),
            back_label=_("Test your device"),
        ),
    }
    status = 422 if form.errors else 200
    return shell.render(request, "sandbox_portal/video/trouble.html", context, status=status)


@require_GET
@_by_video
def summary(request, practice, viewing, entry):
    """What was talked about, to read after the visit."""
    call = calls.of(entry.booking)
    if call is None or call.status != State.SUMMARY:
        messages.info(request, _("There is no summary yet. Look again on the next work day."))
        return _go(practice, entry, "appointment")
    viewing.log_once("room.summary_opened", visit=entry.id)
    context = {"entry": entry, "page": _page(practice, entry, _("Visit summary"))}
    context["rows"] = visits.facts(entry)
    context["questions"] = entry.booking.questions
    return shell.render(request, "sandbox_portal/video/summary.html", context)
