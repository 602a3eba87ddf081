"""What is on file about each part of a check-in, to look at before one says that it is right."""

from django.utils.translation import gettext as _

from sandbox_portal.sections.appointments import signing
from sandbox_portal.sections.medicines import rules as medicines
from sandbox_portal.sections.profile import showing as profile

MOST = 12  # lines of one part: an imported record may hold dozens of medicines


def facts_for(viewing, part) -> list[dict]:
    """Returns the rows of one part; none where nothing has to be looked at. At most one query."""
    find = {
        "details": _details,
        "insurance": _insurance,
        "medicines": _medicines,
        "allergies": _allergies,
        signing.CONSENT: lambda viewing: signing.text(),
    }
    rows = find[part](viewing) if part in find else []
    return [{"label": label, "value": value} for label, value in rows if value]


def _details(viewing):
    patient, practice = viewing.chart.patient, viewing.practice
    if viewing.chart is practice.chart:
        return [
            (_("Address"), profile.on_file(practice, "address")),
            (_("Cell phone"), profile.on_file(practice, "mobile")),
        ]
    return [(_("Name"), patient.name), (_("Address"), str(patient.address or ""))]


def _insurance(viewing):
    today = viewing.practice.today
    cards = [c for c in viewing.chart.coverage if c.ends_on is None or c.ends_on >= today]
    return [(card.payer, card.member_id) for card in cards] or [(_("Card"), _("None on file"))]


def _medicines(viewing):
    if viewing.chart is not viewing.practice.chart:
        return [(str(m.name), str(m.directions)) for m in viewing.chart.medications[:MOST]]
    taken, _past = medicines.taken_and_past(viewing.practice)
    return [(str(m.name), str(m.directions) or "–") for m in taken[:MOST]]


def _allergies(viewing):
    found = [(str(a.substance), str(a.reaction) or "–") for a in viewing.chart.allergies[:MOST]]
    return found or [(_("Allergies"), _("None on file"))]
