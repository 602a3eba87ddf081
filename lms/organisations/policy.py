"""A policy pack: the rules that differ from clinic to clinic, as validated data."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


def _phone(value):
    if not re.fullmatch(r"[0-9+() .-]{3,24}", value):
        raise ValueError("write a phone number with digits, spaces, dots, dashes and brackets only")
    return value


def _month_day(value):
    try:
        date.fromisoformat(f"2024-{value}")
    except ValueError as error:
        raise ValueError("write a holiday as month and day, such as 07-04") from error
    return value


Phone = Annotated[str, AfterValidator(_phone)]
MonthDay = Annotated[str, AfterValidator(_month_day)]
LAYOUTS = ("tabs", "side", "cards")  # how the pretend portal lays out its menu
SECTIONS = (
    *("home", "messages", "medicines", "appointments", "results", "proxy", "profile"),
    *("notes", "health", "corrections", "documents"),
)


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
    refill_notice_days: int = Field(7, ge=0, le=60)
    refill_business_days: int = Field(3, ge=1, le=30)
    controlled_refills: Literal["call", "portal"] = "call"
    amendment_days: int = Field(60, ge=1, le=60)  # calendar days; the law allows 60 (45 CFR 164.526)
    amendment_extension_days: int = Field(30, ge=0, le=30)  # once, with a written reason
    proxy: ProxyRules = ProxyRules()
    menu_words: dict[Literal[SECTIONS], Words] = {}
    layout: Literal[LAYOUTS] = "tabs"
    holidays: list[MonthDay] = ["01-01", "06-19", "07-04", "11-11", "12-25"]
    sources: list[str] = []
    signed_off_by: str | None = None
    signed_off_on: date | None = None
