"""Whose record is on the screen, who looks at it, and what of it they may see."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sandbox_portal import kinds, personas
from sandbox_portal.chart import Chart
from sandbox_portal.practice import Practice
from sandbox_portal.sections.proxy import access

RECORD = frozenset({"notes", "health", "corrections", "documents"})
MONEY = frozenset({"bills"})  # a proxy sees these only where the clinic's pack and the patient open them
WITH_RESULTS = frozenset({"notes", "health"})  # what a proxy sees who was given results and notes
EVERYTHING = frozenset(
    {
        *("home", "messages", "medicines", "appointments", "results", "proxy", "profile", "portals"),
        *("privacy", "apps", "alerts", *RECORD, *MONEY),
    }
)
# The helper's own account at the clinic. Its messages and medicines are no part of any task.
OWN_ACCOUNT = frozenset({"home", "appointments", "results", "proxy", "profile"})
ALWAYS = frozenset({"home", "proxy"})  # a proxy finds the way in and out from anywhere


@dataclass(frozen=True, eq=False)
class Viewing:
    """The record on the screen and what of it can be seen."""

    practice: Practice
    chart: Chart
    viewer: str  # the name of the one who is signed in
    is_proxy: bool  # looking into somebody else's record
    sections: frozenset[str]
    shows_sensitive: bool
    is_part: bool = False  # a teen's parent: of the health page, allergies and shots only

    def may_see(self, section: str) -> bool:
        return section in self.sections

    def opened(self, kind: str) -> dict[str, datetime]:
        """Each item that was opened in this seat by events of a kind, and when it was last."""
        mine = (e for e in self._events if (e["kind"], e["seat"]) == (kind, self.practice.seat))
        return {e["facts"]["item"]: e["at_sim"] for e in mine if "item" in e["facts"]}

    def facts_of(self, kind: str, item: str) -> dict:
        """What the last event of a kind about an item said in this seat; {} when there is none."""
        mine = (
            e["facts"] for e in reversed(self._events) if (e["kind"], e["seat"]) == (kind, self.practice.seat)
        )
        return next((facts for facts in mine if facts.get("item") == item), {})

    def all_facts_of(self, kind: str) -> list[dict]:
        """What each event of a kind said, oldest first, whoever did it."""
        return [event["facts"] for event in self._events if event["kind"] == kind]

    @property
    def history(self) -> list[dict]:
        """All that happened in the practice, oldest first, as {pk, kind, facts, seat, at_sim}."""
        return [event for event in self._events if "pk" in event]

    def has_happened(self, *sections: str) -> bool:
        """True once anything of these sections happened, in either seat: events name them before the dot."""
        return any(event["kind"].partition(".")[0] in sections for event in self._events)

    def log_once(self, kind: str, /, **facts) -> None:
        """Logs that a page was opened, unless that was the very last thing: a reload adds nothing."""
        now = {"kind": kind, "facts": facts, "seat": self.practice.seat}
        last = self._events[-1] if self._events else {}
        if now != {name: last.get(name) for name in now}:
            self.practice.log(kind, **facts)
            self._events.append({**now, "at_sim": self.practice.now})

    def once(self, make):
        """What `make(practice)` gives; made once a page, however many parts of it ask."""
        if make not in self._made:
            self._made[make] = make(self.practice)
        return self._made[make]

    def into(self, practice, grant) -> "Viewing":
        """What the helper would see on switching to the patient's record with this access. No query more."""
        found = _record(practice, self.viewer, grant.opens, grant.shows_sensitive, grant.is_part)
        found.__dict__["_events"] = self._events
        return found

    @cached_property
    def _made(self) -> dict:
        return {}

    @cached_property
    def _events(self) -> list[dict]:
        """All that happened in the practice, oldest first. One query, made once a page."""
        return list(self.practice.events.order_by("pk").values("pk", "kind", "facts", "seat", "at_sim"))

    @cached_property
    def results(self):
        """The results that may be seen, newest first."""
        return self.chart.results if self.shows_sensitive else self.chart.open_results

    def result(self, id: str):
        """The result, or None where there is none or it may not be seen."""
        found = self.chart.result(id)
        return found if found and (self.shows_sensitive or not found.is_sensitive) else None


def of(practice) -> Viewing:
    """What is on the screen in this practice. No query in the patient's seat, one in the proxy's."""
    patient = practice.chart
    if practice.kind != kinds.CLINIC:
        seen = frozenset({*kinds.get(practice.kind).sections, "portals"})
        return Viewing(practice, patient, patient.patient.name, False, seen, True)
    allowed = access.of(practice)
    if not allowed.is_proxy:
        return Viewing(practice, patient, patient.patient.name, False, EVERYTHING, True)
    helper = personas.get(personas.get(practice.persona).helper).chart_from(practice.started_on)
    if not allowed.is_viewing:
        return Viewing(practice, helper, helper.patient.name, False, OWN_ACCOUNT, True)
    return _record(practice, helper.patient.name, allowed.sections, allowed.shows_sensitive, allowed.is_part)


def _record(practice, viewer, opened, shows_sensitive, is_part) -> Viewing:
    """The patient's record as an access opens it."""
    seen = opened & EVERYTHING | ALWAYS
    if "results" in seen:
        seen |= WITH_RESULTS
    return Viewing(practice, practice.chart, viewer, True, seen, shows_sensitive, is_part)
