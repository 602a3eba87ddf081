"""A policy pack: the rules that differ from clinic to clinic, as validated data."""

import re
from datetime import date
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


def _phone(value):
    if not re.fullmatch(r"[0-9+() .-]{3,24}", value):
        raise ValueError("write a phone number with digits, spaces, dots, dashes and brackets only")
    return value


def _month_day(value):
    """A day that comes each year: "07-04", "11-thu4" (the fourth Thursday), "05-monlast" (the last one)."""
    if re.fullmatch(r"(0[1-9]|1[0-2])-(mon|tue|wed|thu|fri)([1-4]|last)", value):
        return value
    try:
        date.fromisoformat(f"2024-{value}")
    except ValueError as error:
        raise ValueError("write a holiday as month and day, such as 07-04, or 11-thu4") from error
    return value


Phone = Annotated[str, AfterValidator(_phone)]
MonthDay = Annotated[str, AfterValidator(_month_day)]
LAYOUTS = ("tabs", "side", "cards")  # how the pretend portal lays out its menu
SECTIONS = (
    *("home", "messages", "medicines", "appointments", "results", "proxy", "profile"),
    *("notes", "health", "corrections", "documents", "alerts"),
    *("privacy", "apps"),
    "bills",
)
OTHER_SECTIONS = (  # those that only portals of other kinds have
    *("orders", "sites", "lab-bill", "sharing"),  # a laboratory's
    *("readings", "goals", "doses", "plan", "devices"),  # for a long-term condition
    *("day", "team", "requests", "discharge"),  # a hospital's
    *("intake", "waiting", "after", "limits"),  # telemedicine's
    *("claims", "approvals", "coverage", "card", "network", "forms"),  # an insurer's
)
KINDS = ("clinic", "hospital", "laboratory", "long-term", "insurance", "telemedicine")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Strict):
    """A text in both languages."""

    en: str = Field(min_length=1)
    es: str = Field(min_length=1)

    def in_language(self, language):
        """Returns the text in a language, English where it is another one."""
        return self.es if str(language).startswith("es") else self.en


class MessageFee(_Strict):
    """What a message may cost, in US dollars."""

    may_apply: bool = False
    low: int = Field(0, ge=0)
    high: int = Field(0, ge=0)
    note: Words = Words(en="Most messages are free.", es="La mayoría de los mensajes son gratis.")

    @model_validator(mode="after")
    def _in_order(self):
        if self.low > self.high:
            raise ValueError("the low fee is higher than the high fee")
        return self


class AgeBand(_Strict):
    """What a parent may see of a child from one age up to the year before the next band."""

    from_age: int = Field(ge=0, le=120)
    to_age: int = Field(ge=0, le=120)
    access: Literal["full", "limited", "none"]

    @model_validator(mode="after")
    def _in_order(self):
        if self.from_age > self.to_age:
            raise ValueError("an age band ends before it begins")
        return self


class ProxyRules(_Strict):
    """How proxy access works here. The default bands are the common 0–11, 12–17, 18 and over."""

    age_bands: list[AgeBand] = [
        AgeBand(from_age=0, to_age=11, access="full"),
        AgeBand(from_age=12, to_age=17, access="limited"),
        AgeBand(from_age=18, to_age=120, access="none"),
    ]
    adult_expires_months: int = Field(18, ge=1, le=120)
    review_business_days: int = Field(5, ge=0, le=30)
    invite_expires_days: int = Field(14, ge=1, le=90)

    @model_validator(mode="after")
    def _without_gaps(self):
        bands = sorted(self.age_bands, key=lambda band: band.from_age)
        for before, after in zip(bands, bands[1:], strict=False):
            if after.from_age != before.to_age + 1:
                raise ValueError(f"the age bands leave a gap or overlap after age {before.to_age}")
        return self


class SignInRules(_Strict):
    """How people sign up and in here. `sign_up` says what follows once somebody without a code is found in
    the records: "match" lets them go on, "review" has the clinic look first. Days are calendar days."""

    sign_up: Literal["match", "review"] = "match"
    invite_code_days: int = Field(28, ge=1, le=90)
    passphrase_characters: int = Field(14, ge=8, le=40)
    tries_before_lockout: int = Field(5, ge=3, le=10)
    lockout_minutes: int = Field(30, ge=5, le=1440)
    code_minutes: int = Field(10, ge=2, le=60)
    remember_days: int = Field(30, ge=1, le=90)
    timeout_minutes: int = Field(15, ge=5, le=60)


class PrivacyRules(_Strict):
    """How far back people see who looked, how long an app may be let in. `review_days`: business days."""

    office_phone: Phone = "555-0133"
    log_days: int = Field(90, ge=7, le=730)
    review_days: int = Field(3, ge=1, le=30)  # until the privacy office answers
    app_days: int = Field(90, ge=1, le=365)  # the longest that an app may be let in at once


class PortalNames(_Strict):
    """What the portals beside the clinic's own are called here."""

    hospital: str = Field("Lakeview Hospital", min_length=1, max_length=60)
    laboratory: str = Field("Clearwater Lab", min_length=1, max_length=60)
    long_term: str = Field("Steady Days", min_length=1, max_length=60)
    insurance: str = Field("Sunrise Health Plan", min_length=1, max_length=60)
    telemedicine: str = Field("Front Porch Video Care", min_length=1, max_length=60)

    def of(self, kind):
        """Returns the name of the portal of one kind."""
        return getattr(self, kind.replace("-", "_"))


class ReadingRules(_Strict):
    """From which home readings on somebody is to call. Sugar in mg/dL, blood pressure in mm Hg."""

    danger_systolic: int = Field(180, ge=140, le=220)
    danger_diastolic: int = Field(120, ge=90, le=140)
    sugar_low: int = Field(70, ge=60, le=90)
    sugar_danger_low: int = Field(54, ge=40, le=70)
    sugar_danger_high: int = Field(300, ge=200, le=500)
    rest_minutes: int = Field(5, ge=1, le=30)  # before a high reading is taken again


class BillRules(_Strict):
    """How bills work here. Amounts are whole US dollars, days are business days."""

    reply_days: int = Field(3, ge=1, le=30)  # until a question about a bill is answered
    plan_lowest: int = Field(25, ge=1, le=1000)  # the smallest monthly payment
    plan_months: int = Field(12, ge=1, le=60)  # the longest payment plan
    estimate_days: int = Field(3, ge=1, le=30)  # the law's good-faith estimate, asked for by the person
    estimate_dispute: int = Field(400, ge=0, le=10000)  # above the estimate by this much: it can be disputed
    help_days: int = Field(5, ge=1, le=30)
    help_percent: int = Field(50, ge=1, le=100)  # what help with costs takes off
    refund_days: int = Field(7, ge=1, le=60)


class InsurerRules(_Strict):
    """How the pretend insurer answers. Calendar days; an appeal's last day stands in the letter itself."""

    appeal_days: int = Field(30, ge=1, le=60)
    approval_days: int = Field(7, ge=1, le=14)
    external_days: int = Field(45, ge=1, le=60)


def _weekly_time(value):
    day, _space, hour = value.partition(" ")
    if day not in WEEKDAYS or not re.fullmatch(r"(0[7-9]|1[0-9]):[0-5][0-9]", hour):
        raise ValueError("write a time for visits as day and hour, such as mon 09:30")
    return value


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
VISIT_KINDS = ("new-problem", "follow-up", "check-up", "specialist")
WeeklyTime = Annotated[str, AfterValidator(_weekly_time)]


class VisitRules(_Strict):
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
    due_soon_days: int = Field(30, ge=0, le=365)  # calendar days before a check-up that it is told
    not_now_days: int = Field(30, ge=1, le=365)  # calendar days until it is told again


def _time_zone(value):
    if value and value not in available_timezones():
        raise ValueError("write a time zone by its name, such as America/Chicago")
    return value


class ReminderRules(_Strict):
    """When reminders may leave by e-mail: outside the quiet hours, on the organisation's own clock.

    Hours are 0 to 23; the quiet time goes from the first one up to the second one, over midnight where the
    first is the later one. The same hour twice: no quiet time. No zone: the site's own.
    """

    time_zone: Annotated[str, AfterValidator(_time_zone)] = ""
    quiet_from: int = Field(19, ge=0, le=23)
    quiet_until: int = Field(9, ge=0, le=23)

    def is_quiet(self, hour: int) -> bool:
        """Says whether nothing may leave in this hour (0 to 23) of the organisation's day."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until


class Policy(_Strict):
    """The rules and numbers of one organisation's pretend portal. Unknown keys are refused.

    Days are business days (Monday to Friday, without `holidays`) unless the name says otherwise.
    """

    portal_name: str = Field("Lakeside Portal", min_length=1, max_length=60)
    clinic_name: str = Field("Lakeside Clinic", min_length=1, max_length=80)
    clinic_phone: Phone = "555-0100"
    clinic_hours: Words = Words(
        en="Monday to Friday, 8 am to 5 pm", es="De lunes a viernes, de 8 a. m. a 5 p. m."
    )
    nurse_line_phone: Phone = "555-0111"
    emergency_number: Phone = "911"
    crisis_number: Phone = "988"
    poison_number: Phone = "1-800-222-1222"
    reply_business_days: int = Field(3, ge=1, le=30)
    message_fee: MessageFee = MessageFee()
    message_max_characters: int = Field(1000, ge=200, le=5000)
    message_files: int = Field(5, ge=1, le=20)  # the most with one message
    refill_notice_days: int = Field(7, ge=0, le=60)
    refill_business_days: int = Field(3, ge=1, le=30)
    controlled_refills: Literal["call", "portal"] = "call"
    amendment_days: int = Field(60, ge=1, le=60)  # calendar days; the law allows 60 (45 CFR 164.526)
    amendment_extension_days: int = Field(30, ge=0, le=30)  # once, with a written reason
    proxy: ProxyRules = ProxyRules()
    sign_in: SignInRules = SignInRules()
    portals: PortalNames = PortalNames()
    readings: ReadingRules = ReadingRules()
    visits: VisitRules = VisitRules()
    bills: BillRules = BillRules()
    insurer: InsurerRules = InsurerRules()
    privacy: PrivacyRules = PrivacyRules()
    reminders: ReminderRules = ReminderRules()
    menu_words: dict[Literal[SECTIONS], Words] = {}
    layout: Literal[LAYOUTS] = "tabs"
    holidays: list[MonthDay] = [  # when clinics in the US are closed
        *("01-01", "01-mon3", "05-monlast", "06-19", "07-04"),
        *("09-mon1", "11-11", "11-thu4", "12-25"),
    ]
    sources: list[str] = []
    signed_off_by: str | None = None
    signed_off_on: date | None = None
