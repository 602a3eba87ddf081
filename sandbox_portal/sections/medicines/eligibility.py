"""Whether a medicine can be asked for now, and if not, why not and from when. Pure: no database, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sandbox_portal.chart.model import Dispense, Medication

OVER = frozenset({"stopped", "completed", "cancelled", "entered-in-error", "not-taken"})


class Answer(StrEnum):
    """What the list says about a medicine."""

    ELIGIBLE = "eligible"  # the pharmacy can fill it now
    TOO_SOON = "too-soon"  # there is enough at home; `until` says from when
    NO_REFILLS = "no-refills"  # the care team must renew it
    REVIEW_NEEDED = "review-needed"  # a visit comes first
    EXPIRED = "expired"  # the prescription is too old; the care team must renew it
    CONTROLLED = "controlled"  # only by phone or at a visit
    DISCONTINUED = "discontinued"  # nobody takes this any more
    NOT_OURS = "not-ours"  # another clinic, or bought without a prescription


MAY_RENEW = frozenset({Answer.NO_REFILLS, Answer.EXPIRED})
MAY_ASK = MAY_RENEW | {Answer.ELIGIBLE}


@dataclass(frozen=True)
class Fill:
    """One time that the person got the medicine in the practice, on top of the chart's dispenses."""

    on: date


@dataclass(frozen=True)
class Supply:
    """What is left of one medicine. `refills_left` is None where nobody counts them."""

    refills_left: int | None
    last_fill_on: date | None
    runs_out_on: date | None  # the first day without, when taken as told

    def days_left(self, today: date) -> int | None:
        """Whole days of medicine left, never below 0."""
        return None if self.runs_out_on is None else max((self.runs_out_on - today).days, 0)


@dataclass(frozen=True)
class Eligibility:
    """The answer for one medicine; `until` is the first day on which it can be asked for."""

    answer: Answer
    until: date | None = None

    @property
    def may_ask(self) -> bool:
        return self.answer in MAY_ASK

    @property
    def needs_renewal(self) -> bool:
        return self.answer in MAY_RENEW

    @property
    def must_call(self) -> bool:
        return self.answer in (Answer.CONTROLLED, Answer.REVIEW_NEEDED)


def supply(
    medication: Medication, dispenses: Sequence[Dispense], fills: Iterable[Fill] = (), renewals: int = 0
) -> Supply:
    """Returns what is left, counting the chart's fills and those of the practice.

    A renewal gives as many fills again as the first prescription had (FHIR's numberOfRepeatsAllowed
    counts the refills after the first fill).
    """
    days = [(fill.on, medication.days_supply) for fill in fills]
    days += [
        (d.handed_over_on, d.days_supply or medication.days_supply) for d in dispenses if d.handed_over_on
    ]
    left = None
    if medication.repeats_allowed is not None:
        left = max((medication.repeats_allowed + 1) * (1 + renewals) - len(days), 0)
    last, lasts = max(days, key=lambda fill: fill[0], default=(None, None))
    return Supply(left, last, last + timedelta(days=lasts) if last and lasts else None)


def decide(
    medication: Medication,
    left: Supply,
    *,
    today: date,
    notice_days: int,
    controlled_by_phone: bool,
    is_renewed: bool = False,
) -> Eligibility:
    """Returns whether `medication` can be asked for on `today`.

    `notice_days` is how many days before it runs out the clinic wants to hear (the policy's
    refill_notice_days): earlier than that is too soon. A renewal may be asked for at any time, as
    the care team needs days of its own. `is_renewed` makes an old prescription good again.
    """
    if medication.status in OVER:
        return Eligibility(Answer.DISCONTINUED)
    if not medication.is_prescribed or not medication.is_ours:
        return Eligibility(Answer.NOT_OURS)
    if medication.status == "on-hold":
        return Eligibility(Answer.REVIEW_NEEDED)
    if medication.is_controlled and controlled_by_phone:
        return Eligibility(Answer.CONTROLLED)
    if medication.valid_until and medication.valid_until < today and not is_renewed:
        return Eligibility(Answer.EXPIRED)
    if left.refills_left == 0:
        return Eligibility(Answer.NO_REFILLS)
    if left.runs_out_on:
        first_day = left.runs_out_on - timedelta(days=notice_days)
        if today < first_day:
            return Eligibility(Answer.TOO_SOON, until=first_day)
    return Eligibility(Answer.ELIGIBLE)
