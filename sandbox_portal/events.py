"""Everything that can happen in a practice: the one list of event kinds and what each may say.

An event says what happened in enumerations, ids, numbers and yes or no – never in a person's own words.
Scenario checks match on these facts, and the linter of scenarios reads this list.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from sandbox_portal import bill_events, document_events, door_events, proxy_events
from sandbox_portal.kinds import happenings

_SLUG = re.compile(r"^[a-z0-9]+(?:[-_.:][a-z0-9]+)*$")
_LONGEST = 64


class BadEvent(ValueError):
    """An event of an unknown kind, or with a fact that does not belong to it."""


@dataclass(frozen=True)
class Kind:
    """One kind of event: its name and the facts it may carry, each with the values that a text may have.

    () means any slug or id; `bool` and `int` mean what they say.
    """

    name: str
    facts: dict[str, type | tuple[str, ...]] = field(default_factory=dict)

    @property
    def section(self) -> str:
        """The part before the dot."""
        return self.name.split(".")[0]


SEATS = ("patient", "proxy")
# What the coach looks at in a message the learner wrote (the five checks of good portal messages).
COACH_POINTS = ("clear-ask", "one-topic", "when", "tried-or-medicine", "not-urgent")
CATEGORIES = (
    "medical", "medicine", "refill", "results", "appointment", "referral", "form", "billing", "technical",
)  # fmt: skip
PORTALS = ("clinic", "hospital", "laboratory", "long-term", "insurance", "telemedicine")
REFILL_KINDS = ("refill", "renewal")
ELIGIBILITY = (
    "eligible", "too-soon", "no-refills", "review-needed", "expired", "controlled", "discontinued",
    "not-ours",
)  # fmt: skip
TEXT_ACTS = ("open-link", "call-number", "reply-stop", "close", "gave-password", "left-page")


def _points():
    return {point.replace("-", "_"): bool for point in COACH_POINTS}


VISIT_KINDS = ("new-problem", "follow-up", "check-up", "specialist")
WAYS = ("in-person", "video", "phone")
# What stands about a visit that was booked or moved. `clinician` is a member of the care team, or "any".
_BOOKED = {"kind": VISIT_KINDS, "way": WAYS, "clinician": (), "days_ahead": int, "hour": int}


_KINDS = [
    # --- the practice itself ---
    Kind("practice.started", {"mode": ("example", "guided", "solo", "free")}),
    Kind("practice.seat_switched", {"to": SEATS}),
    Kind("portal.changed", {"to": PORTALS}),
    Kind("portal.sign_in_tried", {"to": PORTALS, "is_right": bool}),
    Kind("clock.skipped", {"business_days": int, "days": int, "since_start": int}),
    Kind("coach.hint_asked", {"step": int}),
    Kind(
        "clinic.called",
        {
            "about": (
                *("medicine", "message", "emergency", "proxy", "sign-in", "privacy"),
                *("bill", "fake", "result", "record", "other"),
            ),
            "item": (),
            "outcome": (),
        },
    ),
    # --- looking around ---
    Kind("home.opened", {}),
    Kind("home.cleared", {"results": int, "is_urgent": bool}),
    Kind("appointments.opened", {"item": ()}),
    Kind("results.opened", {"item": ()}),
    Kind("profile.opened", {}),
    # --- visits: booking, changing, the wait list, check-in, video ---
    Kind("visits.started", {"about": ()}),
    Kind("visits.booked", {"visit": (), **_BOOKED, "is_request": bool, "is_waiting": bool}),
    Kind("visits.refused", {"visit": (), "reason": ()}),
    Kind("visits.stopped"),
    Kind("visits.answered", {"visit": (), "to": ()}),
    Kind("visits.moved", {"visit": (), **_BOOKED, "is_earlier": bool, "is_late": bool}),
    Kind("visits.cancelled", {"visit": (), "is_late": bool, "is_request": bool}),
    Kind("visits.confirmed", {"visit": ()}),
    Kind("visits.over", {"visit": (), "to": ()}),
    Kind("visits.wait_listed", {"visit": ()}),
    Kind("visits.offered", {"visit": ()}),
    Kind("visits.offer_opened", {"visit": ()}),
    Kind("visits.offer_answered", {"visit": (), "answer": ("accepted", "declined")}),
    Kind("visits.offer_ran_out", {"visit": ()}),
    Kind("visits.left_wait_list", {"visit": ()}),
    Kind("visits.prepared", {"visit": (), "questions": int}),
    Kind("visits.calendar_taken", {"visit": ()}),
    Kind("visits.check_in_opened", {"visit": ()}),
    Kind("visits.check_in_answered", {"visit": (), "part": (), "answer": ()}),
    Kind("visits.signature_refused", {"visit": (), "why": ("empty", "part", "other-name")}),
    Kind("visits.checked_in", {"visit": (), "is_changed": bool}),
    Kind("room.opened", {"visit": (), "status": ()}),
    Kind("room.tested", {"visit": (), "faults": int}),
    Kind("room.trouble_tried", {"fault": (), "step": (), "is_right": bool}),
    Kind("room.joined", {"visit": (), "place": ()}),
    Kind("room.join_refused", {"visit": (), "reason": ()}),
    Kind("room.moved", {"visit": (), "to": (), "reason": ()}),
    Kind("room.summary_opened", {"visit": ()}),
    # --- messages ---
    Kind("messages.opened", {"thread": (), "has_new_answer": bool}),
    Kind("messages.started", {"category": CATEGORIES, "to": ()}),
    Kind(
        "messages.sent",
        {
            "thread": (),
            "message": int,
            "category": CATEGORIES,
            "to": (),
            "about": (),
            "is_reply": bool,
            "is_duplicate": bool,
            "has_urgent_subject": bool,
            "is_controlled": bool,
            "waited_days": int,
            "words": int,
            "files": int,
            "points": int,
            **_points(),
        },
    ),
    Kind("messages.stopped"),
    Kind(
        "messages.card_sorted",
        {
            "item": (),
            "way": ("emergency", "call", "message"),
            "right": ("emergency", "call", "message"),
            "verdict": ("right", "miss", "overcall"),
        },
    ),
    Kind("messages.file_added", {"item": ()}),
    Kind("messages.file_refused", {"item": (), "reason": ()}),
    Kind("messages.file_checked", {"item": (), "to": (), "reason": ()}),
    Kind("messages.answered", {"thread": (), "message": int, "by": (), "outcome": ()}),
    Kind("messages.recalled", {"thread": (), "message": int}),
    Kind("messages.closed", {"thread": (), "reason": ()}),
    # --- medicines, refills and renewals ---
    Kind("medicines.opened", {"medicine": ()}),
    Kind(
        "refills.requested",
        {
            "request": int,
            "medicine": (),
            "kind": REFILL_KINDS,
            "eligibility": ELIGIBILITY,
            "pharmacy": (),
            "is_preferred_pharmacy": bool,
            "is_in_time": bool,
            "days_left": int,
        },
    ),
    Kind(
        "refills.refused",
        {"medicine": (), "kind": REFILL_KINDS, "eligibility": ELIGIBILITY, "is_asked_already": bool},
    ),
    Kind("refills.ran_out", {"request": int, "medicine": ()}),
    Kind("refills.pharmacy_changed", {"to": ()}),
    Kind("refills.moved", {"request": int, "medicine": (), "to": (), "reason": ()}),
    Kind("refills.opened", {"request": int, "medicine": (), "status": ()}),
    Kind("refills.cancelled", {"request": int, "medicine": ()}),
    Kind("refills.picked_up", {"request": int, "medicine": (), "is_price_up": bool}),
    Kind("refills.sent_elsewhere", {"request": int, "medicine": (), "pharmacy": ()}),
    Kind("refills.approval_asked", {"request": int, "medicine": ()}),
    Kind("refills.part_taken", {"request": int, "medicine": (), "part": int}),
    Kind("refills.pharmacist_asked", {"item": (), "medicine": ()}),
    Kind("refills.cheaper_asked", {"request": int, "medicine": (), "way": ("message", "phone")}),
    Kind(
        "refills.meantime_answered",
        {"item": (), "medicine": (), "answer": ("go-on", "split", "stop"), "is_safe": bool},
    ),
    Kind("refills.stopped"),
    *(Kind(*each) for each in proxy_events.KINDS),
    # --- the record: notes, reports about it, corrections, profile, documents ---
    Kind("results.left_closed", {"item": (), "when": ("with-someone", "at-visit")}),
    Kind(
        "results.planned",
        {"item": (), "plan": ("wait", "message", "call", "search", "nothing"), "has_comment": bool},
    ),
    Kind("results.compared", {"item": (), "answer": ("lower", "same", "higher")}),
    Kind("notes.opened", {"item": ()}),
    Kind("notes.marked", {"item": (), "line": (), "mark": ("todo", "medicine", "ask", "none")}),
    Kind("notes.ticked", {"item": (), "line": (), "is_done": bool}),
    Kind("health.opened", {"part": ()}),
    Kind(
        "record.reported",
        {
            "report": int,
            "about": ("vaccine", "allergy", "medicine"),
            "item": (),
            "answer": (),
            "place": (),
            "severity": ("mild", "moderate", "severe", "not-sure"),
            "days_ago": int,
        },
    ),
    Kind("record.moved", {"report": int, "about": (), "item": (), "to": (), "reason": ()}),
    Kind("record.opened", {"report": int, "about": (), "item": (), "status": ()}),
    Kind("record.withdrawn", {"report": int, "about": (), "item": ()}),
    Kind("record.reminder_marked", {"item": (), "what": ("snoozed", "done", "back")}),
    Kind("corrections.opened", {"request": int, "item": (), "status": ()}),
    Kind("corrections.routed", {"item": (), "to": (), "is_right": bool}),
    Kind(
        "corrections.submitted",
        {
            "request": int,
            "item": (),
            "line": (),
            "fault": ("wrong-side", "wrong-fact", "missing", "take-out"),
            "proof": ("result", "summary", "none"),
            "tells_others": bool,
            "says_what_is_right": bool,
            "names_day": bool,
            "is_calm": bool,
        },
    ),
    Kind("corrections.moved", {"request": int, "item": (), "to": (), "reason": ()}),
    Kind("corrections.withdrawn", {"request": int, "item": ()}),
    Kind(
        "corrections.disagreed",
        {"request": int, "item": (), "names_day": bool, "is_calm": bool},
    ),
    Kind("corrections.stopped"),
    Kind("profile.changed", {"field": (), "value": (), "to": ()}),
    *(Kind(*each) for each in bill_events.KINDS),
    # --- the insurer's portal ---
    Kind("claims.opened", {"item": (), "state": ()}),
    Kind("claims.meaning_said", {"item": (), "answer": (), "is_right": bool}),
    Kind("claims.letter_opened", {"item": (), "outcome": ()}),
    Kind(
        "claims.sent",
        {
            "request": int,
            "kind": ("appeal", "answer", "approval", "card", "exception"),
            "item": (),
            "reason": (),
            "has_doctors_letter": bool,
            "papers": int,
            "days_left": int,
            "is_in_time": bool,
        },
    ),
    Kind("claims.refused", {"kind": (), "item": (), "reason": ()}),
    Kind("claims.moved", {"request": int, "kind": (), "item": (), "to": (), "reason": ()}),
    Kind("claims.answer_opened", {"request": int, "kind": (), "item": (), "status": ()}),
    Kind("claims.withdrawn", {"request": int, "kind": (), "item": ()}),
    Kind("claims.stopped"),
    Kind("coverage.opened", {}),
    Kind("coverage.card_opened", {"item": (), "is_in_force": bool}),
    Kind("approvals.opened", {"item": (), "state": ()}),
    Kind("drugs.opened", {"item": (), "tier": int}),
    Kind("drugs.searched", {"found": int, "covered": int}),
    Kind("network.searched", {"field": (), "found": int, "only_network": bool}),
    Kind("network.opened", {"item": (), "is_in_network": bool}),
    Kind("forms.opened", {"item": ()}),
    *(Kind(*each) for each in document_events.KINDS),
    *(Kind(*each) for each in door_events.KINDS),
    # --- who looked, devices, the password: its rules are told, never a word of it ---
    Kind("privacy.opened", {"item": (), "kind": ()}),
    Kind("privacy.reported", {"report": int, "item": (), "kind": (), "why": ()}),
    Kind("privacy.moved", {"report": int, "item": (), "to": ()}),
    Kind("privacy.report_opened", {"report": int, "item": (), "has_answer": bool}),
    Kind("privacy.devices_opened"),
    Kind("privacy.signed_out", {"device": (), "is_strange": bool}),
    Kind("privacy.signed_out_all", {"count": int, "is_strange": bool}),
    Kind("privacy.came_back", {"device": ()}),
    Kind("privacy.password_changed", {"ends_others": bool}),
    Kind("privacy.password_refused", {"rule": ("like-the-old", "about-you", "used-elsewhere")}),
    Kind("privacy.text_opened"),
    Kind("privacy.text_acted", {"act": TEXT_ACTS}),
    # --- apps ---
    Kind("apps.opened", {"item": ()}),
    Kind("apps.asked", {"item": ()}),
    Kind(
        "apps.allowed",
        {
            "item": (),
            "shared": int,
            "asked_for": int,
            "days": int,
            "is_part": bool,
            "is_only_needed": bool,
        },
    ),
    Kind("apps.refused", {"item": ()}),
    Kind("apps.revoked", {"item": ()}),
    Kind("apps.ended", {"item": ()}),
    Kind("apps.synced", {"item": (), "outcome": ("ok", "no-bluetooth", "not-allowed")}),
    # --- when the portal says no ---
    Kind("failures.met", {"failure": (), "section": ()}),
    Kind("failures.tried", {"failure": (), "act": (), "is_right": bool}),
    Kind("failures.over", {"failure": ()}),
    *(Kind(name, facts) for name, facts in happenings.EVENTS),  # in the other kinds of portal
]

KINDS: dict[str, Kind] = {kind.name: kind for kind in _KINDS}


def checked(kind: str, facts: dict) -> dict:
    """Returns the facts, ready to be stored. Raises BadEvent for an unknown kind or fact, and free text."""
    known = KINDS.get(kind)
    if known is None:
        raise BadEvent(f"There is no event {kind!r}: add it to sandbox_portal/events.py.")
    for name, value in facts.items():
        problem = fault(known, name, value)
        if problem:
            raise BadEvent(f"{kind}: {problem}")
    plain = {name: str(value) if isinstance(value, str) else value for name, value in facts.items()}
    return {name: value for name, value in plain.items() if value is not None}


def fault(kind: Kind, name: str, value) -> str | None:
    """Says what is wrong with one fact of an event of this kind, or None."""
    if name not in kind.facts:
        known = ", ".join(kind.facts) or _("none")
        return _("knows no fact %(name)s (it knows %(known)s)") % {"name": name, "known": known}
    wanted = kind.facts[name]
    if value is None:
        return None
    if wanted is bool or wanted is int:
        if type(value) is wanted:
            return None
        should = _("%(name)s should be %(kind)s, not %(value)s")
        return should % {"name": name, "kind": wanted.__name__, "value": repr(value)}
    if not isinstance(value, str) or len(value) > _LONGEST or not _SLUG.match(value):
        # The value is not repeated: it may be typed text.
        return _("%(name)s should be a slug or an id and is not") % {"name": name}
    if wanted and value not in wanted:
        none_of = _("%(name)s is %(value)s, which is none of %(known)s")
        return none_of % {"name": name, "value": repr(value), "known": ", ".join(wanted)}
    return None
