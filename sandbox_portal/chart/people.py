"""Who is in a record: the patient, the clinic's staff, family, pharmacies. All frozen."""

from dataclasses import dataclass
from datetime import date

from sandbox_portal.chart.text import Text


@dataclass(frozen=True)
class ContactPoint:
    """A phone number or an e-mail address. `use` is FHIR's: home, work, mobile or ""."""

    system: str
    value: str
    use: str = ""


@dataclass(frozen=True)
class Address:
    lines: tuple[str, ...]
    city: str
    state: str
    postal_code: str

    def __str__(self) -> str:
        end = " ".join(part for part in (self.state, self.postal_code) if part)
        return ", ".join(part for part in (*self.lines, self.city, end) if part)


@dataclass(frozen=True)
class Patient:
    id: str
    name: str
    given: str
    family: str
    birth_date: date | None
    language: str  # the language the person likes to use, "en" or "es"
    telecom: tuple[ContactPoint, ...]
    address: Address | None
    clinic_id: str
    preferred_pharmacy_id: str
    record_number: str = ""
    needs_interpreter: bool = False
    race: tuple[str, ...] = ()  # OMB codes, or ("ASKU",) for one who would rather not say; () was not asked
    ethnicity: str = ""  # an OMB code, or "ASKU"

    def age_on(self, day: date) -> int | None:
        """Whole years lived on that day."""
        return _age(self.birth_date, day)

    @property
    def phones(self) -> tuple[ContactPoint, ...]:
        return tuple(point for point in self.telecom if point.system == "phone")

    @property
    def emails(self) -> tuple[ContactPoint, ...]:
        return tuple(point for point in self.telecom if point.system == "email")

    @property
    def initials(self) -> str:
        return (self.given[:1] + self.family[:1]).upper()


@dataclass(frozen=True)
class Clinic:
    """An organisation that gives care: the patient's own clinic, or another one named in the record."""

    id: str
    name: str
    phone: str = ""


@dataclass(frozen=True)
class CareTeamMember:
    """A person or a pool ("Nurse team") who can be named in the portal: a FHIR PractitionerRole."""

    id: str
    name: Text
    role: Text
    kind: str  # "doctor", "nurse", "front-desk", "billing", or "" when the bundle does not say
    department: Text
    clinic: Clinic | None
    is_ours: bool  # works at the patient's own clinic
    is_pool: bool  # several people share the inbox
    phone: str
    left_on: date | None  # the last day; a message sent after it bounces

    def is_here_on(self, day: date) -> bool:
        return self.left_on is None or day <= self.left_on


@dataclass(frozen=True)
class Pharmacy:
    id: str
    name: str
    kind: str  # "local" or "mail"
    phone: str
    address: Address | None
    where: Text  # "Near Sam's home"
    is_preferred: bool


@dataclass(frozen=True)
class Contact:
    """Someone to call. An emergency contact is not a proxy: it opens no door to the record."""

    name: str
    relationship: Text
    phone: str
    is_emergency: bool


@dataclass(frozen=True)
class Relation:
    """A RelatedPerson: who the person is to the patient (`kind` is HL7's role code, "SON", "MTH", ...)."""

    id: str
    name: str
    relationship: Text
    kind: str
    telecom: tuple[ContactPoint, ...]
    birth_date: date | None

    def age_on(self, day: date) -> int | None:
        """Whole years lived on that day."""
        return _age(self.birth_date, day)


def _age(born: date | None, day: date) -> int | None:
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
