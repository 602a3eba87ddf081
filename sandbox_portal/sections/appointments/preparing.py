"""Getting ready: the check-in, part by part, and what one wants to say."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sandbox_portal import safety
from sandbox_portal.sections import asking as pages
from sandbox_portal.sections import dates, shell
from sandbox_portal.sections.appointments import changing, check_in, showing, signing
from sandbox_portal.sections.appointments.forms import PartForm, QuestionsForm, SignForm
from sandbox_portal.sections.appointments.on_file import facts_for
from sandbox_portal.sections.appointments.states import CheckIn
from sandbox_portal.sections.appointments.views import about_one, over, touched
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.refusing import NotPossible
from sandbox_portal.sections.stopping import stop

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _back(practice, entry):
    return {"back_url": showing.url(practice, "appointment", entry), "back_label": entry.title}


@get_or_post
@about_one
def index(request, practice, viewing, entry):
    """The parts of the check-in and what is answered; the button finishes it."""
    form = check_in.form_of(entry.booking)
    is_done = form is not None and form.status == CheckIn.DONE
    if not is_done and not check_in.is_open(practice, entry):
        return _closed(request, practice, entry)
    gaps = check_in.gaps(form)
    if request.method == "POST" and not is_done:
        try:
            check_in.finish(booking=touched(viewing, entry))
            messages.success(request, _("You are checked in. At the desk, say your name. This is practice."))
            return redirect(showing.url(practice, "appointment", entry))
        except NotPossible:
            messages.warning(request, _("Some parts are still open. What you answered is kept."))
    viewing.log_once("visits.check_in_opened", visit=entry.id)
    context = {
        "entry": entry,
        "page": pages.Page(heading=_("Check in"), **_back(practice, entry)),
        "rows": _rows(practice, entry, form, gaps),
        "is_done": is_done,
        "is_ready": not gaps,
        "left": len(gaps),
        "when": showing.when(entry),
    }
    return shell.render(request, "sandbox_portal/appointments/check_in.html", context)


def _closed(request, practice, entry):
    if entry.starts_at and entry.is_upcoming(practice.now):
        day = dates.long_day(check_in.opens_at(practice, entry.starts_at))
        messages.info(request, _("Check-in is not open yet. It opens on %(day)s.") % {"day": day})
        return redirect(showing.url(practice, "appointment", entry))
    return over(request, practice, entry)


def _rows(practice, entry, form, gaps):
    said = form.said if form else {}
    return [
        {
            "label": part.label,
            "hint": _signed(form) if name == signing.CONSENT else part.answers.get(said.get(name, ""), ""),
            "url": showing.url(practice, "check-in-part", entry, part=name),
            "state": _("Still open") if name in gaps else _("Done"),
            "kind": "sun" if name in gaps else "good",
        }
        for name, part in check_in.PARTS.items()
    ]


def _signed(form):
    day = signing.signed_on(form)
    return _("Signed on %(day)s") % {"day": dates.day(day)} if day else ""


@sensitive_post_parameters("signature")
@get_or_post
@about_one
def part(request, practice, viewing, entry, part):
    """One part of the check-in: what is on file, and whether it is right."""
    if part not in check_in.PARTS:
        raise Http404("No such part of the check-in.")
    form_now = check_in.form_of(entry.booking)
    if form_now is not None and form_now.status == CheckIn.DONE:
        return redirect(showing.url(practice, "check-in", entry))
    if not check_in.is_open(practice, entry):
        return _closed(request, practice, entry)
    said = form_now.said if form_now else {}
    form = _form(request, viewing, part, said)
    if form.is_valid() and _is_kept(viewing, entry, part, form):
        return redirect(_next(practice, entry, part, said))
    context = {
        "rows": facts_for(viewing, part),
    }
    page = pages.Page(
        heading=check_in.PARTS[part].label,
        back_url=showing.url(practice, "check-in", entry),
        back_label=_("Check in"),
        intro=_("You can stop at any time. What you answered is kept."),
        button=_("Save and go on"),
    )
    return pages.form(request, page, form, **context)


def _form(request, viewing, part, said):
    kind = PartForm
    more = {"part": part, "initial": {"answer": said.get(part, "")}}
    if part == signing.CONSENT:
        kind, more["name"] = SignForm, signing.signer(viewing)
    return kind(posted(request), **more)


def _is_kept(viewing, entry, part, form):
    """Keeps the answer to a part; False, with the reason in the form, where a signature does not hold."""
    answer, name = form.cleaned_data["answer"], signing.signer(viewing)
    try:
        if answer == check_in.AGREED:
            signing.sign(booking=touched(viewing, entry), typed=form.cleaned_data["signature"], name=name)
        else:
            check_in.answer(booking=touched(viewing, entry), part=part, said=answer)
    except NotPossible as problem:
        field = None if problem.reason == "done" else "signature"
        form.add_error(field, signing.why_not(problem.reason, name))
    return form.is_valid()


def _next(practice, entry, part, said):
    """The next part without an answer, or the list of parts."""
    names = list(check_in.PARTS)
    later = names[names.index(part) + 1 :]
    following = next((name for name in later if name not in said), None)
    if following is None:
        return showing.url(practice, "check-in", entry)
    return showing.url(practice, "check-in-part", entry, part=following)


@sensitive_post_parameters("first", "second", "third")
@get_or_post
@about_one
def questions(request, practice, viewing, entry):
    """Three things that one wants to say. Words of an emergency stop here."""
    if not entry.is_upcoming(practice.now):
        return over(request, practice, entry)
    kept = entry.booking.questions if entry.booking else []
    initial = dict(zip(("first", "second", "third"), kept, strict=False))
    allowed = safety.Allowed.of(viewing.chart, practice.policy)
    form = QuestionsForm(posted(request), allowed=allowed, initial=initial)
    if stopped := stop(request, practice, form, "visits.stopped"):
        return stopped
    if form.is_bound and form.is_valid():
        changing.prepare(booking=touched(viewing, entry), questions=form.questions)
        messages.success(request, _("Saved. Print it, or open it on your phone at the visit."))
        return redirect(showing.url(practice, "appointment", entry))
    page = pages.Page(
        heading=_("Three things I want to say"),
        intro=_("Visits are short. Say the most important thing first."),
        button=_("Save"),
        **_back(practice, entry),
    )
    return pages.form(request, page, form, guard=True)
