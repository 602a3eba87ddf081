"""The health record as a page shows it: the chart, with what was reported laid over it."""

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sandbox_portal.sections import asking, dates
from sandbox_portal.sections.appointments import showing as visits
from sandbox_portal.sections.health import due as coming
from sandbox_portal.sections.health import reading, rules, shelf
from sandbox_portal.sections.health.models import Kind, ReminderMark, Report
from sandbox_portal.sections.health.states import OPEN, State
from sandbox_portal.sections.profile.showing import SEVERITIES

REASONS = {
    "registry": gettext_lazy("They found it in the state’s list of shots."),
    "there-already": gettext_lazy("This shot is in your record already."),
    "no-proof": gettext_lazy("Nobody can look it up without the place. Bring the paper to your next visit."),
    "talk-first": gettext_lazy("Your doctor wants to talk with you first. Call for a visit."),
    "side-effect": gettext_lazy("It is in the record as a side effect, not as an allergy."),
    "as-allergy": gettext_lazy("It is in the record as an allergy. They will call you about it."),
    "same-medicine": gettext_lazy(
        "It is on your list under its other name: Acetaminophen. Do not take both."
    ),
    "added": gettext_lazy("It is on your list now, as told by you."),
    "noted": gettext_lazy("Your answer stands beside the medicine now."),
}
KINDS = {State.ACCEPTED: "good", State.REJECTED: "stop", State.WITHDRAWN: "plain"}


def thing(practice, made) -> str:
    """What a report is about, in words."""
    names = shelf.VACCINES | shelf.SUBSTANCES if made.kind != Kind.MEDICINE else shelf.NEW_MEDICINES
    if made.kind == Kind.MEDICINE and (medicine := practice.chart.medication(made.thing)):
        return str(medicine.name)
    if made.kind == Kind.ALLERGY and (allergy := _by_id(practice.chart.allergies, made.thing)):
        return str(allergy.substance)
    return str(names.get(made.thing, made.thing))


def answer(made) -> str:
    """What a report says, in words."""
    words = {shelf.WRONG: _("This is not right"), shelf.ADDED: _("I take this too"), "given": _("I got it")}
    return str((shelf.TAKING | shelf.REACTIONS | words).get(made.answer, made.answer))


def _by_id(items, id):
    return next((item for item in items if item.id == id), None)


def report_rows(practice, reports) -> list[dict]:
    """The reports for components/task_list.html, newest first."""
    return [
        {
            "label": f"{thing(practice, made)}: {answer(made)}",
            "hint": _("Sent %(day)s") % {"day": dates.day(made.sent_at)},
            "url": report_url(practice, made),
            "state": State(made.status).label,
            "kind": KINDS.get(made.status, "sun"),
        }
        for made in reversed(reports)
    ]


def report_url(practice, made) -> str:
    """The page of a report; one about a medicine stands with the medicines."""
    name = "medicine-report" if made.kind == Kind.MEDICINE else "health-report"
    return reverse(f"practice:{name}", kwargs={"key": practice.key, "pk": made.pk})


def index(viewing, cut) -> dict:
    """Everything on the first page of the section. Two queries, and those for what there is to read.

    `cut(name, items)` gives the part of a list that stands on the page (sections.paging.Part).
    """
    practice, chart = viewing.practice, viewing.chart
    reports = list(Report.objects.for_practice(practice).of_kind(Kind.VACCINE, Kind.ALLERGY))
    taken = [made for made in reports if made.status == State.ACCEPTED]
    parts = {
        "due": cut("due", () if viewing.is_part else chart.reminders),
        "shots": cut("shots", _all_vaccines(chart, taken)),
        "allergies": cut("allergies", _all_allergies(chart, taken)),
        "problems": cut("problems", () if viewing.is_part else chart.problems),
        "family": cut("family", () if viewing.is_part else chart.family),
    }
    return {
        "parts": parts,
        "vaccines": [vaccine(each) for each in parts["shots"].items],
        "allergies": [allergy(practice, each) for each in parts["allergies"].items],
        "problems": _problems(practice, parts["problems"].items),
        "family": [relative(each) for each in parts["family"].items],
        "reports": report_rows(practice, reports),
        "due": due(viewing, parts["due"].items),
        "days": practice.policy.visits.not_now_days,
    }


def relative(each) -> dict:
    """One relative and what they had."""
    had = ", ".join(str(words) for words in each.had)
    return {"label": str(each.who), "value": had or _("Nothing that runs in a family")}


def shot_record(viewing) -> dict:
    """Every shot, for the page that is printed. One query."""
    reports = Report.objects.for_practice(viewing.practice).of_kind(Kind.VACCINE)
    taken = [made for made in reports if made.status == State.ACCEPTED]
    return {"vaccines": [vaccine(each) for each in _all_vaccines(viewing.chart, taken)]}


def _all_vaccines(chart, taken) -> list:
    """The chart's shots and those that the person told about, newest first."""
    told = [made for made in taken if made.kind == Kind.VACCINE]
    return sorted([*chart.vaccines, *told], key=_given, reverse=True) if told else chart.vaccines


def _given(shot) -> str:
    on = shot.on if isinstance(shot, Report) else shot.given_on
    return on.isoformat() if on else ""


def vaccine(shot) -> dict:
    """One shot; one that the person told about says so."""
    if isinstance(shot, Report):
        name, on, source = shelf.VACCINES[shot.thing], shot.on, _("Told by you")
        place = shelf.PLACES.get(shot.place, "")
    else:
        name, on, place = shot.name, shot.given_on, shot.place
        source = _("Given elsewhere") if shot.source == "reported" else ""
    return {"name": str(name), "on": dates.with_year(on), "place": str(place), "source": source}


def _all_allergies(chart, taken) -> list:
    told = [made for made in taken if made.kind == Kind.ALLERGY]
    return [*chart.allergies, *told] if told else chart.allergies


def allergy(practice, each) -> dict:
    """One allergy with its reaction; a side effect is called one."""
    if isinstance(each, Report):
        is_side_effect, reaction = each.answer in shelf.SIDE_EFFECTS, _told(each)
        id, name = "", thing(practice, each)
    else:
        is_side_effect, id, name = each.kind == "intolerance", each.id, str(each.substance)
        parts = (each.reaction, SEVERITIES.get(each.severity, ""))
        reaction = ", ".join(str(part) for part in parts if part)
    kind = _("Side effect") if is_side_effect else _("Allergy")
    return {"id": id, "name": name, "reaction": reaction, "kind": kind}


def _told(made) -> str:
    """What happened, how bad and when, in a line."""
    when = dates.with_year(made.on) if made.on else ""
    return ", ".join(str(part) for part in (answer(made), SEVERITIES.get(made.severity, ""), when) if part)


def _problems(practice, problems) -> list[dict]:
    """The health problems, each with what the course library has to read beside it."""
    to_read = reading.beside(problems, organisation=practice.organisation, language=get_language())
    return [problem(each) | {"read": to_read[each.id]} for each in problems]


def problem(each) -> dict:
    """One health problem."""
    since = (_("Since %(year)s") % {"year": each.since.year}) if each.since else ""
    return {"label": str(each.name), "value": since, "is_active": each.status == "active"}


def due(viewing, reminders) -> list[dict]:
    """What comes round: due, put off, booked or done. At most three queries."""
    if not reminders:
        return []
    practice, marks, planned = viewing.practice, rules.marks(viewing.practice), coming.booked(viewing)
    found = [_due(practice, each, marks.get(each.id)) for each in reminders]
    for item in found:
        visit = planned.get(item["id"])
        item["visit_url"] = visits.url(practice, "appointment", visit) if visit else ""
    return found


def _due(practice, reminder, mark) -> dict:
    what = mark.what if mark else ReminderMark.What.BACK
    if what == ReminderMark.What.SNOOZED and mark.until <= practice.today:
        what = ReminderMark.What.BACK
    is_late = reminder.due_on is not None and reminder.due_on < practice.today
    state, kind = {
        ReminderMark.What.DONE: (_("Done"), "good"),
        ReminderMark.What.SNOOZED: (
            _("Put off until %(day)s") % {"day": dates.day(mark.until)} if mark and mark.until else "",
            "plain",
        ),
    }.get(what, (_("Due now"), "sun") if is_late else (_("Coming up"), ""))
    return {
        "id": reminder.id,
        "name": str(reminder.name),
        "why": str(reminder.why),
        "by": dates.with_year(reminder.due_on),
        "state": state,
        "kind": kind,
        "is_open": what == ReminderMark.What.BACK,
    }


def follow(practice, made) -> dict:
    """The page of one report."""
    rows = [(_("About"), thing(practice, made)), (_("You said"), answer(made))]
    if made.severity:
        rows.append((_("How bad"), str(shelf.SEVERITIES[made.severity])))
    if made.on:
        rows.append((_("Day"), dates.with_year(made.on)))
    if made.place:
        rows.append((_("Place"), str(shelf.PLACES.get(made.place, made.place))))
    ways = {State.SUGGESTED: (State.CHECKING,), State.CHECKING: ()}
    return {
        "rows": [{"label": label, "value": value} for label, value in rows],
        "items": asking.steps(
            made,
            State,
            REASONS,
            stopped=(State.REJECTED, State.WITHDRAWN),
            is_open=made.status in OPEN,
            to_come=ways.get(made.status, ()),
        ),
    }
