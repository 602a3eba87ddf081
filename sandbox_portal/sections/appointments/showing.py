"""Visits as a page shows them: every word and date ready."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from sandbox_portal.sections import asking, dates
from sandbox_portal.sections.appointments import agenda, booking, changing, check_in, kinds
from sandbox_portal.sections.appointments.models import Way
from sandbox_portal.sections.appointments.states import OPEN, STANDING, CheckIn, State, Waiting
from sandbox_portal.sections.video import calls
from sandbox_portal.sections.video.states import State as Call

WORDS = {
    State.BOOKED: (gettext_lazy("Booked"), "good"),
    State.MOVED: (gettext_lazy("Moved"), "good"),
    State.CONFIRMED: (gettext_lazy("You are coming"), "good"),
    State.PENDING: (gettext_lazy("Asked for"), "sun"),
    "proposed": (gettext_lazy("Asked for"), "sun"),
    "waitlist": (gettext_lazy("On the wait list"), "sun"),
    State.CHECKED_IN: (gettext_lazy("Checked in"), "good"),
    "arrived": (gettext_lazy("Arrived"), "good"),
    State.FULFILLED: (gettext_lazy("Done"), "plain"),
    State.CANCELLED: (gettext_lazy("Canceled"), "stop"),
    State.LATE_CANCELLED: (gettext_lazy("Canceled late"), "stop"),
    State.NO_SHOW: (gettext_lazy("Missed"), "stop"),
}
REASONS = {
    "on-file": gettext_lazy("It was in your record already."),
    "wait-list": gettext_lazy("You took the earlier time from the wait list."),
    "time-set": gettext_lazy("The clinic set the time."),
}
SOON = 14  # days: a visit further off is not yet something to do


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    url: str
    title: str
    when: str
    who: str
    place: str
    state: str
    state_kind: str


def url(practice, name, entry, **kwargs) -> str:
    """The address of one of a visit's pages."""
    return reverse(f"practice:{name}", kwargs={"key": practice.key, "id": entry.id, **kwargs})


def row(entry, practice) -> Row:
    """One line of the list."""
    words, kind = state(entry, practice.now)
    return Row(
        url=url(practice, "appointment", entry),
        title=entry.title,
        when=when(entry),
        who=entry.names,
        place=where(entry),
        state=str(words),
        state_kind=kind,
    )


def moment(starts_at) -> str:
    """Day and time, such as "Wednesday, November 18, 2:00 PM"."""
    return f"{dates.long_day(starts_at)}, {dates.time(starts_at)}"


def when(entry) -> str:
    """Day and time of a visit; of one that was asked for, that none is set."""
    return moment(entry.starts_at) if entry.starts_at else _("The clinic sets the time")


def where(entry) -> str:
    """Where it is, in a few words."""
    if entry.way == Way.IN_PERSON:
        return entry.place
    return str(_("By video") if entry.is_video else _("By phone"))


def state(entry, now):
    """The words of a visit's state and the kind of their tag."""
    if entry.status in agenda.PLANNED and not entry.is_upcoming(now):
        return WORDS[State.FULFILLED]
    return WORDS[entry.status]


def facts(entry) -> list[dict]:
    """When, with whom, where, why: the rows of the summary list that are known."""
    is_there = entry.way == Way.IN_PERSON
    place = (
        "\n".join(str(part) for part in (entry.place, entry.address) if part) if is_there else where(entry)
    )
    found = [
        (pgettext("row of a visit", "When"), when(entry)),
        (_("With"), entry.names),
        (_("Where"), place),
        (_("How to get there"), entry.directions if is_there else ""),
        (_("Why"), entry.reason),
    ]
    return [{"label": label, "value": value} for label, value in found if value]


def detail(entry, viewing) -> dict:
    """What a visit's own page shows besides the frame. One query where the learner did something about it."""
    practice = viewing.practice
    words, kind = state(entry, practice.now)
    is_upcoming = entry.is_upcoming(practice.now)
    stands = is_upcoming and entry.status in STANDING
    return {
        "entry": entry,
        "state": words,
        "state_kind": kind,
        "is_upcoming": is_upcoming,
        "stands": stands,
        "may_cancel": is_upcoming and entry.status in OPEN,
        "facts": facts(entry),
        "visit": viewing.chart.visit_of(entry.chart) if entry.chart else None,
        "check_in": check_in_line(practice, entry) if stands else None,
        "may_confirm": stands and entry.status in (State.BOOKED, State.MOVED) and is_near(practice, entry),
        "place": place_on_list(practice, entry),
        "questions": entry.booking.questions if entry.booking else [],
        "items": timeline(entry, is_upcoming),
        "call": calls.of(entry.booking) if entry.is_video else None,
        "is_late": stands and changing.is_late(practice, entry.starts_at),
    }


def is_near(practice, entry) -> bool:
    """True once the clinic reminds of a visit."""
    return (entry.starts_at.date() - practice.today).days <= practice.policy.visits.reminder_days


def timeline(entry, is_upcoming) -> list[dict]:
    """Every state that the learner's visit was in; empty for one that was not touched."""
    if entry.booking is None:
        return []
    rows = entry.booking.statuses.all()
    stopped = (State.CANCELLED, State.LATE_CANCELLED, State.NO_SHOW)
    items = asking.steps(entry.booking, State, REASONS, stopped=stopped, is_open=is_upcoming)
    kept = [each for each in rows if each.status != State.DRAFT]
    for item, each in zip(items, kept, strict=True):
        if each.reason == "on-file":
            item["when"] = ""
    return items


def check_in_line(practice, entry) -> dict:
    """Where the check-in stands: "closed", "open", "begun" or "done", and the day on which it opens."""
    form = check_in.form_of(entry.booking)
    opens = dates.long_day(check_in.opens_at(practice, entry.starts_at))
    if form is not None and form.status == CheckIn.DONE:
        return {"state": "done", "opens": opens}
    if not check_in.is_open(practice, entry):
        return {"state": "closed", "opens": opens}
    return {"state": "begun" if form is not None else "open", "opens": opens}


def place_on_list(practice, entry) -> dict | None:
    """Where the wait list stands: None where the visit is on none."""
    place = entry.place_on_the_list
    if place is None:
        return None
    is_offered = place.status == Waiting.OFFERED
    return {
        "is_offered": is_offered,
        "offer": moment(place.offered_at) if is_offered else "",
        "until": moment(place.good_until) if is_offered else "",
    }


def review_rows(draft, chart) -> list[dict]:
    """The rows of the page before a visit is booked, each with the way to change it."""
    practice = draft.practice

    def change(step):
        return reverse(f"practice:visit-{step}", kwargs={"key": practice.key, "pk": draft.pk})

    doctor = kinds.clinicians(chart, practice.today).get(draft.clinician, "")
    found = [
        (_("Kind of visit"), str(kinds.every()[draft.kind].label), "kind"),
        (_("How you meet"), Way(draft.way).label, "way"),
        (_("With"), doctor, "who"),
        (
            pgettext("row of a visit", "When"),
            _("The clinic sets the time") if booking.is_on_request(draft) else moment(draft.starts_at),
            None if booking.is_on_request(draft) else "when",
        ),
        (_("Why"), draft.words, "about"),
    ]
    return [
        {"label": label, "value": value, "change_url": change(step) if step else None}
        for label, value, step in found
    ]


def notice(policy) -> str:
    """What the clinic asks of those who cannot come, in one sentence or two."""
    rules = policy.visits
    hours = ngettext("%(n)d hour", "%(n)d hours", rules.cancel_notice_hours) % {
        "n": rules.cancel_notice_hours
    }
    said = _("Cancel or move a visit at least %(hours)s before it.") % {"hours": hours}
    if rules.late_fee:
        said += " " + _("Later than that, it can cost $%(fee)d.") % {"fee": rules.late_fee}
    return said


def news(viewing) -> list[dict]:
    """Lines of the home page's list: a line a visit that comes soon, with what there is to do about it."""
    practice = viewing.practice
    soon = [
        each
        for each in agenda.upcoming(viewing)
        if each.starts_at and (each.starts_at - practice.now).days < SOON
    ]
    lines = [_line(practice, each) for each in soon]
    done = [each for each in agenda.past(viewing) if each.is_video and each.booking]
    return lines + [_summary(practice, each) for each in done if _has_new_summary(each)]


def _line(practice, entry) -> dict:
    todo, name, kind = _todo(practice, entry)
    return {
        "label": _("Visit: %(title)s") % {"title": entry.title},
        "hint": when(entry),
        "url": url(practice, name, entry),
        "state": todo,
        "kind": kind,
    }


def _todo(practice, entry):
    place = entry.place_on_the_list
    if place is not None and place.status == Waiting.OFFERED:
        return _("An earlier time is free"), "appointment-offer", "sun"
    if entry.status not in STANDING:
        return _("Asked for"), "appointment", ""
    form = check_in.form_of(entry.booking)
    is_done = form is not None and form.status == CheckIn.DONE
    if not is_done and check_in.is_open(practice, entry):
        return (_("Go on with check-in") if form else _("Check in")), "check-in", "sun"
    if entry.is_video and practice.now >= calls.opens_at(practice, entry.starts_at):
        return _("Join now"), "video", "sun"
    return _("Coming up"), "appointment", ""


def _has_new_summary(entry) -> bool:
    call = calls.of(entry.booking)
    return call is not None and call.status == Call.SUMMARY


def _summary(practice, entry) -> dict:
    return {
        "label": _("Visit summary: %(title)s") % {"title": entry.title},
        "hint": when(entry),
        "url": url(practice, "video-summary", entry),
        "state": _("Ready to read"),
        "kind": "sun",
    }
