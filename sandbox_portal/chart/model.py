"""The typed record of one invented person. Everything is frozen: it is shared by everyone who practises.

Ids are the FHIR ids without the type ("lisinopril", "nurse-team") and are unique within their list.
Times are those of the clinic's own clock, in the site's time zone.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache

from sandbox_portal.chart.health import Allergy, Problem, Relative, Reminder, Vaccine
from sandbox_portal.chart.money import Balance, Bill, Claim, Coverage, Letter
from sandbox_portal.chart.moving import moved
from sandbox_portal.chart.people import Address, CareTeamMember, Clinic, Contact, Patient, Pharmacy, Relation
from sandbox_portal.chart.text import Text

CONTROLLED_SCHEDULES = frozenset({"II", "III", "IV", "V"})  # HL7 v2 table 0477; I has no medical use


@dataclass(frozen=True)
class Medication:
    """One MedicationRequest, or one MedicationStatement for what the person buys without a prescription.

    `repeats_allowed` is FHIR's numberOfRepeatsAllowed: refills *after* the first fill. So the refills
    left are repeats_allowed + 1 - number of completed dispenses, never below 0.
    `schedule` is the US controlled-substance schedule ("II"), read from the MedicationKnowledge of the
    same code: regulatory.schedule, coded in HL7 v2 table 0477. "" when it is not controlled.
    """

    id: str
    name: Text  # with the strength: "Lisinopril 10 mg"
    code: str  # RxNorm, or ""
    directions: Text
    reason: Text
    note: Text
    status: str  # FHIR: active, on-hold, stopped, completed, cancelled, ...
    status_reason: Text
    is_prescribed: bool  # False: over the counter, reported by the patient
    started_on: date | None
    valid_until: date | None  # the prescription's last day
    repeats_allowed: int | None
    days_supply: int | None
    quantity: Decimal | None
    unit: Text
    schedule: str
    prescriber_id: str  # a CareTeamMember's id, or "" when the bundle only names the person
    prescriber_name: Text
    is_ours: bool  # prescribed at the patient's own clinic
    pharmacy_id: str
    needs_approval: bool = False  # the insurance must say yes first, and nobody has asked it yet

    @property
    def is_controlled(self) -> bool:
        return self.schedule in CONTROLLED_SCHEDULES


@dataclass(frozen=True)
class Dispense:
    """One time the pharmacy handed a medicine over."""

    id: str
    medication_id: str
    status: str  # "completed" counts; "in-progress", "cancelled", ... do not
    handed_over_on: date | None
    days_supply: int | None
    quantity: Decimal | None
    pharmacy_id: str
    status_reason: str = ""  # HL7's code for what holds it up: "outofstock"
    is_part: bool = False  # the pharmacy has only `quantity` of it: HL7's act code RFP or FFP

    @property
    def runs_out_on(self) -> date | None:
        """The first day without this fill, when taken as told."""
        if self.handed_over_on is None or self.days_supply is None:
            return None
        return self.handed_over_on + timedelta(days=self.days_supply)


@dataclass(frozen=True)
class Quote:
    """What a person pays for a medicine at one pharmacy's counter, in cents."""

    medication_id: str
    pharmacy_id: str
    cents: int


@dataclass(frozen=True)
class ResultValue:
    """One measured thing of a result. `flag` is "low", "high", "critical", "in-range" or "" (no range)."""

    id: str
    name: Text
    code: str  # LOINC
    value: Decimal | None
    words: Text  # a result that is words, not a number
    unit: str
    low: Decimal | None
    high: Decimal | None
    range_words: Text
    flag: str
    is_corrected: bool
    note: Text  # what the lab wrote
    measured_at: datetime | None


@dataclass(frozen=True)
class Comment:
    """What a clinician wrote about a result, and from when on it can be seen."""

    author: Text
    role: Text
    written_at: datetime | None
    text: Text


@dataclass(frozen=True)
class Result:
    """A test that was ordered. What can be seen of it depends on the time: ask `status_at`."""

    id: str
    name: Text
    code: str  # LOINC of the panel
    kind: str  # "lab", "imaging", "pathology" or ""
    report_status: str  # FHIR's own: registered, preliminary, final, corrected, ...; "" when only ordered
    ordered_by: Text
    ordered_at: datetime | None
    collected_at: datetime | None
    resulted_at: datetime | None
    values: tuple[ResultValue, ...]
    lab_comment: Text
    comments: tuple[Comment, ...]
    is_sensitive: bool  # meta.security "R" (restricted): ask first, and hide from a proxy

    def status_at(self, moment: datetime) -> str:
        """How far it is: "ordered", "pending", "preliminary", "final", "corrected" or "cancelled"."""
        if self.report_status == "cancelled":
            return "cancelled"
        if self.report_status in READY and (self.resulted_at is None or self.resulted_at <= moment):
            return READY[self.report_status]
        is_collected = self.collected_at is not None and self.collected_at <= moment
        return "pending" if is_collected else "ordered"

    def is_ready_at(self, moment: datetime) -> bool:
        """True when there is something to read."""
        return self.status_at(moment) in ("preliminary", "final", "corrected")

    def comments_at(self, moment: datetime) -> tuple[Comment, ...]:
        return tuple(c for c in self.comments if c.written_at is None or c.written_at <= moment)


READY = {
    "preliminary": "preliminary",
    "partial": "preliminary",
    "final": "final",
    "corrected": "corrected",
    "amended": "corrected",
    "appended": "corrected",
}


@dataclass(frozen=True)
class Appointment:
    id: str
    title: Text  # "Diabetes check"
    reason: Text
    status: str  # FHIR: booked, fulfilled, cancelled, noshow, ...
    status_reason: Text  # why it was cancelled
    starts_at: datetime
    ends_at: datetime | None
    with_names: tuple[Text, ...]
    with_ids: tuple[str, ...]  # CareTeamMember ids
    place: str
    address: Address | None
    directions: Text
    is_video: bool
    get_ready: Text
    bring: Text


@dataclass(frozen=True)
class Visit:
    """What was written down after a visit."""

    id: str
    appointment_id: str
    title: Text
    reason: Text
    at: datetime | None
    with_name: Text
    summary: Text
    next_steps: tuple[Text, ...]
    note: tuple[Text, ...] = ()  # the clinician's own note, a paragraph each


@dataclass(frozen=True)
class ThreadMessage:
    id: str
    sender_id: str  # a CareTeamMember's id, the patient's, or a Relation's
    sender_name: Text
    sender_role: Text
    is_from_patient: bool
    sent_at: datetime
    body: Text
    is_unread: bool


@dataclass(frozen=True)
class Thread:
    """A conversation that was in the inbox before the practice began. Its messages run oldest first."""

    id: str
    subject: Text
    category: str  # "medicine", "results", "appointment", ...: the clinic's own code
    member_id: str  # the CareTeamMember on the other side
    messages: tuple[ThreadMessage, ...]

    @property
    def is_unread(self) -> bool:
        return any(message.is_unread for message in self.messages)

    @property
    def last_at(self) -> datetime:
        return self.messages[-1].sent_at


@dataclass(frozen=True, eq=False)
class Chart:
    """One person's whole record. Two charts are equal only when they are the same object."""

    anchor: date  # the day the record was written for: Bundle.timestamp, or else the last visit
    patient: Patient
    clinic: Clinic
    care_team: tuple[CareTeamMember, ...]
    medications: tuple[Medication, ...]
    dispenses: tuple[Dispense, ...]  # newest first
    allergies: tuple[Allergy, ...]
    problems: tuple[Problem, ...]
    results: tuple[Result, ...]  # newest first
    appointments: tuple[Appointment, ...]  # earliest first
    visits: tuple[Visit, ...]  # newest first
    coverage: tuple[Coverage, ...]
    contacts: tuple[Contact, ...]
    threads: tuple[Thread, ...]  # newest first
    pharmacies: tuple[Pharmacy, ...]
    relations: tuple[Relation, ...]
    vaccines: tuple[Vaccine, ...] = ()  # newest first
    reminders: tuple[Reminder, ...] = ()  # what is due first comes first
    bills: tuple[Bill, ...] = ()  # the newest visit first
    claims: tuple[Claim, ...] = ()  # newest first
    letters: tuple[Letter, ...] = ()  # the insurer's letters, newest first
    balances: tuple[Balance, ...] = ()
    family: tuple[Relative, ...] = ()
    quotes: tuple[Quote, ...] = ()  # oldest first
    skipped: tuple[str, ...] = ()  # "Type/id" of resources that a portal does not show

    def moved_by(self, weeks: int) -> "Chart":
        """The same record with every date that many whole weeks later; weekdays and ages stay.

        The last 64 are kept, so that asking again costs nothing.
        """
        return self if weeks == 0 else _moved_chart(self, weeks)

    def moved_to(self, day: date) -> "Chart":
        """The record moved by whole weeks so that its anchor is the last possible day up to `day`."""
        return self.moved_by((day - self.anchor).days // 7)

    def member(self, id: str) -> CareTeamMember | None:
        return self._by_id["care_team"].get(id)

    def medication(self, id: str) -> Medication | None:
        return self._by_id["medications"].get(id)

    def pharmacy(self, id: str) -> Pharmacy | None:
        return self._by_id["pharmacies"].get(id)

    def appointment(self, id: str) -> Appointment | None:
        return self._by_id["appointments"].get(id)

    def result(self, id: str) -> Result | None:
        return self._by_id["results"].get(id)

    def thread(self, id: str) -> Thread | None:
        return self._by_id["threads"].get(id)

    def relation(self, id: str) -> Relation | None:
        return self._by_id["relations"].get(id)

    def visit(self, id: str) -> Visit | None:
        return self._by_id["visits"].get(id)

    def bill(self, id: str) -> Bill | None:
        return self._by_id["bills"].get(id)

    def claim(self, id: str) -> Claim | None:
        return self._by_id["claims"].get(id)

    def letter_of(self, claim_id: str, moment: datetime) -> Letter | None:
        """The insurer's newest letter about a claim that is out by then."""
        out = self._letters_by_claim.get(claim_id, ())
        return next((one for one in out if one.created_at is None or one.created_at <= moment), None)

    def visit_of(self, appointment: Appointment) -> Visit | None:
        return self._visits_by_appointment.get(appointment.id)

    def dispenses_of(self, medication: Medication) -> tuple[Dispense, ...]:
        """Every completed fill of this medicine, newest first."""
        return self._fills.get(medication.id, ())

    def is_out_of_stock(self, medication_id: str, pharmacy_id: str) -> bool:
        """True where this pharmacy could not fill the medicine lately, as it had none."""
        return (medication_id, pharmacy_id) in self._stock_outs

    def part_in_stock(self, medication_id: str, pharmacy_id: str) -> Decimal | None:
        """How much this pharmacy has of a medicine where it has only a part, else None."""
        return self._parts.get((medication_id, pharmacy_id))

    def price_up(self, medication_id: str, pharmacy_id: str) -> tuple[int, int] | None:
        """(before, now) in cents where this pharmacy asks more for a medicine than the time before."""
        wanted = (medication_id, pharmacy_id)
        told = [each.cents for each in self.quotes if (each.medication_id, each.pharmacy_id) == wanted]
        return (told[-2], told[-1]) if len(told) > 1 and told[-1] > told[-2] else None

    def trend(
        self, code: str, until: datetime | None = None, *, with_sensitive: bool = True
    ) -> tuple[ResultValue, ...]:
        """Each number measured for this LOINC code that is out by `until`, oldest first.

        Without `with_sensitive`, those of results that ask before they are shown are left out.
        """
        return tuple(
            value
            for result, value in self._numbers.get(code, ())
            if (with_sensitive or not result.is_sensitive)
            and (until is None or result.resulted_at is None or result.resulted_at <= until)
        )

    @cached_property
    def open_results(self) -> tuple[Result, ...]:
        """The results that may be shown without asking, newest first."""
        return tuple(result for result in self.results if not result.is_sensitive)

    def results_since(self, moment: datetime) -> tuple[Result, ...]:
        """The results that came out at this moment or later, and those that do not say when; newest first."""
        dated, undated = self._results_by_time
        late = dated[: bisect_right(dated, -moment.timestamp(), key=lambda r: -r.resulted_at.timestamp())]
        return (*undated, *late)

    @property
    def preferred_pharmacy(self) -> Pharmacy | None:
        return self.pharmacy(self.patient.preferred_pharmacy_id)

    @cached_property
    def _by_id(self) -> dict[str, dict]:
        lists = ("care_team", "medications", "pharmacies", "appointments", "results", "threads", "relations")
        lists += ("visits", "allergies", "vaccines", "reminders", "bills", "claims")
        return {name: {item.id: item for item in getattr(self, name)} for name in lists}

    @cached_property
    def _visits_by_appointment(self) -> dict[str, Visit]:
        return {visit.appointment_id: visit for visit in reversed(self.visits) if visit.appointment_id}

    @cached_property
    def _numbers(self) -> dict[str, list[tuple[Result, ResultValue]]]:
        """Every number by its LOINC code with the result that it stands in, oldest first."""
        found: dict[str, list[tuple[Result, ResultValue]]] = {}
        for result in self.results:
            for value in result.values if result.report_status in READY else ():
                if value.code and value.value is not None and value.measured_at is not None:
                    found.setdefault(value.code, []).append((result, value))
        return {code: sorted(pairs, key=lambda pair: pair[1].measured_at) for code, pairs in found.items()}

    @cached_property
    def _results_by_time(self) -> tuple[tuple[Result, ...], tuple[Result, ...]]:
        """Those that say when they came out, newest first; and those that do not."""
        dated = [result for result in self.results if result.resulted_at is not None]
        undated = tuple(result for result in self.results if result.resulted_at is None)
        return tuple(sorted(dated, key=lambda result: result.resulted_at, reverse=True)), undated

    @cached_property
    def _letters_by_claim(self) -> dict[str, list[Letter]]:
        letters: dict[str, list[Letter]] = {}
        for letter in self.letters:
            letters.setdefault(letter.claim_id, []).append(letter)
        return letters

    @cached_property
    def _fills(self) -> dict[str, tuple[Dispense, ...]]:
        fills: dict[str, list[Dispense]] = {}
        for dispense in self.dispenses:
            if dispense.status == "completed":
                fills.setdefault(dispense.medication_id, []).append(dispense)
        return {id: tuple(found) for id, found in fills.items()}

    @cached_property
    def _stock_outs(self) -> frozenset[tuple[str, str]]:
        held_up = (each for each in self.dispenses if each.status_reason == "outofstock" and not each.is_part)
        return frozenset((each.medication_id, each.pharmacy_id) for each in held_up)

    @cached_property
    def _parts(self) -> dict[tuple[str, str], Decimal]:
        parts = (
            each for each in self.dispenses if each.is_part and each.status == "on-hold" and each.quantity
        )
        return {(each.medication_id, each.pharmacy_id): each.quantity for each in parts}


@lru_cache(maxsize=64)
def _moved_chart(chart: Chart, weeks: int) -> Chart:
    return moved(chart, timedelta(weeks=weeks))
