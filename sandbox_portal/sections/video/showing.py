"""A video visit as its page shows it."""

from django.utils.translation import gettext as _

from sandbox_portal.sections import asking, dates
from sandbox_portal.sections.appointments import showing as visits
from sandbox_portal.sections.video import bench, calls
from sandbox_portal.sections.video.states import OVER, State

REASONS = {}
STOPPED = (State.MISSED, State.DROPPED, State.UNANSWERED)


def status_of(call) -> str:
    """The state of a call; of one that was not begun, the first."""
    return call.status if call else State.READY


def room(practice, entry, call, faults) -> dict:
    """What the page of a video visit shows besides the frame. One query where the call was begun."""
    status = status_of(call)
    hurdle = calls.hurdle(entry.booking, faults) if entry.booking else _hurdle_of_untouched(practice, entry)
    return {
        "entry": entry,
        "when": visits.when(entry),
        "status": str(status),
        "label": State(status).label,
        "hurdle": hurdle if status == State.READY else "",
        "is_fault": hurdle in bench.every(),
        "opens": visits.moment(calls.opens_at(practice, entry.starts_at)),
        "opens_time": dates.time(calls.opens_at(practice, entry.starts_at)),
        "now": dates.time(practice.now),
        "is_before": practice.now < calls.opens_at(practice, entry.starts_at),
        "is_over": status in OVER,
        "can_wait": status in (State.WAITING, State.CONNECTED, State.DROPPED),
        "items": timeline(call),
        "since": practice.clock.isoformat(),
    }


def _hurdle_of_untouched(practice, entry):
    """A visit of the record that nothing was done about yet has no check-in."""
    if not entry.is_upcoming(practice.now):
        return "over"
    if practice.now < calls.opens_at(practice, entry.starts_at):
        return "early"
    return "check-in" if practice.policy.visits.check_in_before_video else ""


def timeline(call) -> list[dict]:
    """Every state that a call was in but the first."""
    if call is None:
        return []
    items = asking.steps(call, State, REASONS, stopped=STOPPED, is_open=call.status not in OVER)
    return items[1:]


def device(practice, entry, faults) -> list[dict]:
    """Every fault of the bench, as lines: those that are there now first."""
    there = {each.fault for each in faults}
    known = sorted(bench.every().values(), key=lambda fault: fault.slug not in there)
    return [
        {
            "slug": fault.slug,
            "part": str(fault.part),
            "sees": str(fault.sees),
            "url": visits.url(practice, "video-trouble", entry, fault=fault.slug),
            "is_there": fault.slug in there,
        }
        for fault in known
    ]


def said_of(words) -> str:
    """What is said about a step that did not help."""
    return str(words) or _("That is it.")
