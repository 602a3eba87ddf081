"""The part of a policy pack about messages, alerts and reminders."""

from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, model_validator

from lms.organisations.pack.base import Strict, Words

MESSAGE_TOPICS = (
    "medical", "medicine", "refill", "results", "appointment", "referral", "form", "billing", "technical",
)  # fmt: skip


class MessageFee(Strict):
    """What a message may cost, in US dollars, and what is free in any case.

    Clinics that charge may do so for new symptoms, medicine changes, referrals and forms, and mostly not for
    refill and visit requests, billing and quick answers, nor for a while after a visit or an operation, nor
    where the clinic wrote first (the fee pages of US health systems, 2023–2025). The days are calendar days;
    0 means that there is no such time. The days after surgery are only told, on the page about fees: no chart
    says on which day somebody had an operation, so no message of the practice is free because of one.
    """

    may_apply: bool = False
    topics: list[Literal[MESSAGE_TOPICS]] = ["medical", "medicine", "referral", "form"]
    free_after_visit_days: int = Field(7, ge=0, le=90)
    free_after_surgery_days: int = Field(90, ge=0, le=365)
    free_when_clinic_began: bool = True
    low: int = Field(0, ge=0)
    high: int = Field(0, ge=0)
    note: Words = Words(en="Most messages are free.", es="La mayoría de los mensajes son gratis.")

    @model_validator(mode="after")
    def _in_order(self):
        if self.low > self.high:
            raise ValueError("the low fee is higher than the high fee")
        return self


def _time_zone(value):
    if value and value not in available_timezones():
        raise ValueError("write a time zone by its name, such as America/Chicago")
    return value


class MessageRules(Strict):
    """How long a conversation goes on. Clinics differ; two weeks is common. Calendar days."""

    open_days: int = Field(14, ge=1, le=365)  # how long one can write back after an answer


class AlertRules(Strict):
    """The quiet hours of somebody who turned them on in the pretend portal: 0 to 23, on the practice clock.

    They go from the first hour up to the second one, over midnight where the first is the later one.
    """

    quiet_from: int = Field(21, ge=0, le=23)
    quiet_until: int = Field(8, ge=0, le=23)

    def is_quiet(self, hour: int) -> bool:
        """Says whether the phone stays silent in this hour (0 to 23)."""
        return _is_between(hour, self.quiet_from, self.quiet_until)


def _is_between(hour, first, last):
    if first <= last:
        return first <= hour < last
    return hour >= first or hour < last


class ReminderRules(Strict):
    """When reminders may leave by e-mail: outside the quiet hours, on the organisation's own clock.

    Hours are 0 to 23; the quiet time goes from the first one up to the second one, over midnight where the
    first is the later one. The same hour twice: no quiet time. No zone: the site's own.
    """

    time_zone: Annotated[str, AfterValidator(_time_zone)] = ""
    quiet_from: int = Field(19, ge=0, le=23)
    quiet_until: int = Field(9, ge=0, le=23)

    def is_quiet(self, hour: int) -> bool:
        """Says whether nothing may leave in this hour (0 to 23) of the organisation's day."""
        return _is_between(hour, self.quiet_from, self.quiet_until)
