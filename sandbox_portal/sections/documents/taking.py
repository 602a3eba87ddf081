"""What stands on everything that is taken out of the practice, and onto which device it goes."""

from django.utils.translation import gettext as _

from sandbox_portal.sections import dates
from sandbox_portal.sections.door import rules as door


def mark():
    """What stands on everything that leaves the practice."""
    return _("PRACTICE: an invented person. Not a real record.")


def lead(practice):
    """Whose record it is, and which clinic's."""
    patient = practice.chart.patient
    return f"{patient.name} · {dates.with_year(patient.birth_date)} · {practice.policy.clinic_name}"


def device_of(practice) -> str:
    """On which pretend device one sits: "own", or "shared" for the library's computer. No query."""
    account = door.account_of(practice)
    return account.device if account is not None and not practice.is_proxy_seat else "own"


def is_shared(practice) -> bool:
    """True at the library's computer."""
    return device_of(practice) == "shared"
