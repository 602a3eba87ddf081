"""A policy pack: the rules that differ from clinic to clinic, as validated data. Its parts stand in pack/."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from lms.organisations.pack.access import AgeBand, PrivacyRules, ProxyRules, SignInRules
from lms.organisations.pack.base import Phone, Strict, Words
from lms.organisations.pack.care import (
    VISIT_KINDS,
    WEEKDAYS,
    CorrectionRules,
    HospitalRules,
    LabRules,
    ReadingRules,
    RefillRules,
    TelemedicineRules,
    VisitRules,
)
from lms.organisations.pack.money import BillRules, InsurerRules
from lms.organisations.pack.papers import DocumentRules, RecordRules
from lms.organisations.pack.talking import AlertRules, MessageFee, MessageRules, ReminderRules

__all__ = [
    "AgeBand",
    "AlertRules",
    "BillRules",
    "CorrectionRules",
    "DocumentRules",
    "HospitalRules",
    "InsurerRules",
    "KINDS",
    "LAYOUTS",
    "LabRules",
    "MessageFee",
    "MessageRules",
    "OTHER_SECTIONS",
    "Policy",
    "PortalNames",
    "PrivacyRules",
    "ProxyRules",
    "ReadingRules",
    "RecordRules",
    "RefillRules",
    "ReminderRules",
    "SECTIONS",
    "SignInRules",
    "TelemedicineRules",
    "VISIT_KINDS",
    "VisitRules",
    "WEEKDAYS",
    "Words",
]


def _month_day(value):
    """A day that comes each year: "07-04", "11-thu4" (the fourth Thursday), "05-monlast" (the last one)."""
    if re.fullmatch(r"(0[1-9]|1[0-2])-(mon|tue|wed|thu|fri)([1-4]|last)", value):
        return value
    try:
        date.fromisoformat(f"2024-{value}")
    except ValueError as error:
        raise ValueError("write a holiday as month and day, such as 07-04, or 11-thu4") from error
    return value


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
    *("day", "team", "requests", "discharge", "after-stay"),  # a hospital's
    *("intake", "waiting", "after", "limits"),  # telemedicine's
    *("claims", "approvals", "drugs", "coverage", "card", "network", "forms"),  # an insurer's
)
KINDS = ("clinic", "hospital", "laboratory", "long-term", "insurance", "telemedicine")


class PortalNames(Strict):
    """What the portals beside the clinic's own are called here."""

    hospital: str = Field("Lakeview Hospital", min_length=1, max_length=60)
    laboratory: str = Field("Clearwater Lab", min_length=1, max_length=60)
    long_term: str = Field("Steady Days", min_length=1, max_length=60)
    insurance: str = Field("Sunrise Health Plan", min_length=1, max_length=60)
    telemedicine: str = Field("Front Porch Video Care", min_length=1, max_length=60)

    def of(self, kind):
        """Returns the name of the portal of one kind."""
        return getattr(self, kind.replace("-", "_"))


class Policy(Strict):
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
    messages: MessageRules = MessageRules()
    message_files: int = Field(5, ge=1, le=20)  # the most with one message
    refill_notice_days: int = Field(7, ge=0, le=60)
    refill_business_days: int = Field(3, ge=1, le=30)
    controlled_refills: Literal["call", "portal"] = "call"
    refills: RefillRules = RefillRules()
    amendment_days: int = Field(60, ge=1, le=60)  # calendar days; the law allows 60 (45 CFR 164.526)
    amendment_extension_days: int = Field(30, ge=0, le=30)  # once, with a written reason
    corrections: CorrectionRules = CorrectionRules()
    proxy: ProxyRules = ProxyRules()
    sign_in: SignInRules = SignInRules()
    portals: PortalNames = PortalNames()
    readings: ReadingRules = ReadingRules()
    visits: VisitRules = VisitRules()
    bills: BillRules = BillRules()
    records: RecordRules = RecordRules()
    documents: DocumentRules = DocumentRules()
    insurer: InsurerRules = InsurerRules()
    hospital: HospitalRules = HospitalRules()
    laboratory: LabRules = LabRules()
    telemedicine: TelemedicineRules = TelemedicineRules()
    privacy: PrivacyRules = PrivacyRules()
    alerts: AlertRules = AlertRules()
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

    @property
    def family_phone(self) -> str:
        """Returns the number to call about papers of a helper, and about an access on hold."""
        return self.proxy.phone or self.clinic_phone
