"""The part of a policy pack about care: medicines, readings, visits, tests, a stay, and corrections."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from lms.organisations.pack.base import Strict


class RefillRules(Strict):
    """What the days of a request for medicine are beyond the clinic's own. Business days.

    A US portal's own list calls a request "not processed" after more than 5.
    """

    stalled_days: int = Field(5, ge=1, le=30)  # after more than these, the clinic has not answered
    pharmacy_days: int = Field(2, ge=1, le=30)  # from the pharmacy's inbox to the counter
    mail_days: int = Field(7, ge=1, le=30)  # by mail
    restock_days: int = Field(5, ge=1, le=30)  # until a pharmacy that has none has it again


class CorrectionRules(Strict):
    """How the clinic looks at a request to correct the record. Business days; the law's days stand apart."""

    received_days: int = Field(1, ge=0, le=30)
    review_days: int = Field(3, ge=1, le=30)
    answer_days: int = Field(10, ge=1, le=40)

    @model_validator(mode="after")
    def _in_order(self):
        if not self.received_days < self.review_days < self.answer_days:
            raise ValueError("a request is first received, then looked at, then answered: the days must rise")
        return self


class ReadingRules(Strict):
    """From which home readings on somebody is to call. Sugar in mg/dL, blood pressure in mm Hg.

    Oxygen in percent; the care team of a person with lung disease often sets lower numbers. Peak flow in
    percent of the person's own best: 80 and 50 are the borders of the zones in public asthma
    action plans (NHLBI).
    """

    danger_systolic: int = Field(180, ge=140, le=220)
    danger_diastolic: int = Field(120, ge=90, le=140)
    sugar_low: int = Field(70, ge=60, le=90)
    sugar_danger_low: int = Field(54, ge=40, le=70)
    sugar_danger_high: int = Field(300, ge=200, le=500)
    rest_minutes: int = Field(5, ge=1, le=30)  # before a high reading is taken again
    oxygen_low: int = Field(92, ge=88, le=95)  # from here down: tell the clinic today
    oxygen_danger: int = Field(88, ge=80, le=91)  # from here down: call now
    peak_flow_percent: int = Field(80, ge=60, le=95)  # below: not on goal
    peak_flow_danger_percent: int = Field(50, ge=30, le=59)  # below: call now

    @model_validator(mode="after")
    def _in_order(self):
        if self.oxygen_danger >= self.oxygen_low:
            raise ValueError("the oxygen level to call from is not below the one to tell the clinic of")
        return self


def _weekly_time(value):
    day, _space, hour = value.partition(" ")
    if day not in WEEKDAYS or not re.fullmatch(r"(0[7-9]|1[0-9]):[0-5][0-9]", hour):
        raise ValueError("write a time for visits as day and hour, such as mon 09:30")
    return value


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
VISIT_KINDS = ("new-problem", "follow-up", "check-up", "specialist")
WeeklyTime = Annotated[str, AfterValidator(_weekly_time)]


class VisitRules(Strict):
    """How visits are booked, changed and joined here.

    `times` come round every week on the clinic's clock. Fees are US dollars; 0 means that there is none.
    """

    times: list[WeeklyTime] = [f"{day} {hour}" for day in WEEKDAYS for hour in ("08:30", "10:15", "14:00")]
    first_free_business_days: int = Field(6, ge=0, le=60)
    book_ahead_days: int = Field(42, ge=7, le=365)  # calendar days
    on_request: list[Literal[VISIT_KINDS]] = ["specialist"]  # the clinic sets the time of these
    answer_business_days: int = Field(2, ge=1, le=30)
    cancel_notice_hours: int = Field(24, ge=0, le=168)
    late_fee: int = Field(40, ge=0, le=500)
    wait_list_business_days: int = Field(1, ge=1, le=30)  # until an earlier time comes free
    offer_hours: int = Field(24, ge=1, le=168)
    check_in_opens_days: int = Field(7, ge=0, le=30)  # calendar days
    check_in_before_video: bool = True
    reminder_days: int = Field(2, ge=0, le=14)  # calendar days
    join_early_minutes: int = Field(20, ge=0, le=60)
    join_grace_minutes: int = Field(40, ge=5, le=120)
    new_problem_minutes: int = Field(20, ge=5, le=240)
    follow_up_minutes: int = Field(20, ge=5, le=240)
    check_up_minutes: int = Field(40, ge=5, le=240)
    specialist_minutes: int = Field(30, ge=5, le=240)
    due_soon_days: int = Field(30, ge=0, le=365)  # calendar days before a check-up that it is told
    not_now_days: int = Field(30, ge=1, le=365)  # calendar days until it is told again

    def minutes_of(self, kind: str) -> int:
        """Returns how long a visit of a kind takes; what is of no kind takes as long as with a specialist."""
        name = f"{kind.replace('-', '_')}_minutes"
        return getattr(self, name) if kind in VISIT_KINDS else self.specialist_minutes


class HospitalRules(Strict):
    """The survey after a stay. Calendar days after going home; US hospitals ask from 48 hours to 6 weeks
    after it (the rule of the national survey HCAHPS)."""

    survey_after_days: int = Field(2, ge=1, le=14)
    survey_until_days: int = Field(42, ge=15, le=60)


def _lab_hour(value):
    if not 5 <= value <= 19:
        raise ValueError("write full hours from 5 to 19")
    return value


class LabRules(Strict):
    """When the laboratory takes samples. Hours are full ones, 0 to 23, on the clock of the place."""

    book_days: int = Field(5, ge=1, le=20)  # business days that can be booked
    hours: list[Annotated[int, AfterValidator(_lab_hour)]] = Field([7, 8, 10, 13, 16], min_length=1)
    last_fasting_hour: int = Field(9, ge=6, le=12)  # later, people have gone without food for too long

    @model_validator(mode="after")
    def _for_the_fasting(self):
        if min(self.hours) > self.last_fasting_hour:
            raise ValueError("no hour is early enough for a test on an empty stomach")
        return self


class TelemedicineRules(Strict):
    """What video care on demand costs (whole US dollars), and how long one waits for it."""

    price: int = Field(45, ge=0, le=500)
    wait_minutes: int = Field(20, ge=5, le=240)  # in the line, before a doctor comes
