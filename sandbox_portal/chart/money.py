"""Bills, claims and the insurer's letters in a record. All frozen; amounts are whole cents.

A bill is a FHIR Invoice, the insurer's letter an ExplanationOfBenefit. One visit has one of each, and the
letter is no bill.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sandbox_portal.chart.text import Text


@dataclass(frozen=True)
class BillLine:
    """One line of a bill: what was charged, taken off, paid by the plan, and what is left for the person."""

    number: int
    name: Text
    code: str
    charge: int
    discount: int
    plan_paid: int

    @property
    def owed(self) -> int:
        return self.charge - self.discount - self.plan_paid


@dataclass(frozen=True)
class Paid:
    """A payment that was made before the practice began. `how` is "card", "check" or ""."""

    on: date | None
    cents: int
    how: str


@dataclass(frozen=True)
class Bill:
    """One statement of one visit. Until `issued_at` it waits for the plan, and what it shows is not final."""

    id: str
    title: Text
    provider: Text
    visit_on: date | None
    issued_at: datetime | None
    due_on: date | None
    claim_id: str
    is_in_collections: bool
    lines: tuple[BillLine, ...]
    payments: tuple[Paid, ...] = ()
    number: str = ""  # as it stands on the paper statement

    @property
    def charge(self) -> int:
        return sum(line.charge for line in self.lines)

    def is_final_at(self, moment: datetime) -> bool:
        """True once the plan has answered and the clinic has sent the real bill."""
        return self.issued_at is None or self.issued_at <= moment

    def line(self, number: int) -> BillLine | None:
        return next((line for line in self.lines if line.number == number), None)


@dataclass(frozen=True)
class LetterLine:
    """One line of the insurer's letter. What is left for the person is said by the letter itself."""

    number: int
    name: Text
    code: str
    charge: int
    discount: int
    plan_paid: int
    deductible: int
    copay: int
    owed: int


@dataclass(frozen=True)
class Letter:
    """An explanation of benefits. `outcome` is "paid", "part", "denied" or "info-needed"."""

    id: str
    claim_id: str
    use: str  # "claim", or "preauthorization" for a yes or no before the care
    created_at: datetime | None
    outcome: str
    reason: Text  # why something was not paid
    reason_code: str
    appeal_by: date | None
    valid_until: date | None  # of a prior authorization
    lines: tuple[LetterLine, ...]

    @property
    def charge(self) -> int:
        return sum(line.charge for line in self.lines)

    @property
    def plan_paid(self) -> int:
        return sum(line.plan_paid for line in self.lines)

    @property
    def owed(self) -> int:
        return sum(line.owed for line in self.lines)


@dataclass(frozen=True)
class Claim:
    """What a clinic sent to the insurer: a claim after the care, or the request for a prior authorization."""

    id: str
    number: str  # as it stands on letters; the sender's own, or the plan's made from the id
    use: str
    title: Text
    provider: Text
    service_on: date | None
    created_at: datetime | None
    charge: int


@dataclass(frozen=True)
class Balance:
    """How much of a yearly amount is used. `kind` is "deductible" or "out-of-pocket"."""

    kind: str
    allowed: int
    used: int

    @property
    def left(self) -> int:
        return max(self.allowed - self.used, 0)


@dataclass(frozen=True)
class Share:
    """What the person pays for one kind of care: a fixed amount, or so many percent."""

    name: Text
    cents: int | None
    percent: int | None


@dataclass(frozen=True)
class Coverage:
    """One health plan that the person has, as its card shows it."""

    id: str
    payer: str
    plan: Text
    member_id: str
    group: str
    subscriber: str
    starts_on: date | None
    ends_on: date | None
    phone: str
    shares: tuple[Share, ...] = ()
