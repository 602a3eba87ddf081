"""Agreeing to a form by typing one's name. The name is compared with the invented one and forgotten."""

import unicodedata

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from sandbox_portal.sections import dates
from sandbox_portal.sections.appointments import agenda, check_in
from sandbox_portal.sections.appointments.states import STANDING
from sandbox_portal.sections.refusing import NotPossible

CONSENT = "consent"


def text() -> list[tuple[str, str]]:
    """What the form says, in rows of (heading, words)."""
    return [
        (_("Your care"), _("The clinic may treat you at this visit.")),
        (_("The bill"), _("The clinic bills your insurance. What it does not pay comes to you.")),
        (_("Taking it back"), _("You can take your yes back at any time. Tell the front desk.")),
        (_("Your name"), _("A typed name counts like one on paper. Read first, then sign.")),
    ]


def signer(viewing) -> str:
    """Whose name is typed: that of the one who sits there, also where it is for somebody else."""
    return viewing.viewer if viewing.is_proxy else viewing.chart.patient.name


def sign(*, booking, typed, name):
    """Agrees to the form with a typed name; returns the check-in.

    Raises NotPossible("empty"), ("part") for a part of the name, or ("other-name"); nothing is changed then.
    """
    problem = _problem(_letters(typed), _letters(name))
    if problem:
        booking.practice.log("visits.signature_refused", visit=booking.reference, why=problem)
        raise NotPossible(problem)
    return check_in.answer(booking=booking, part=CONSENT, said=check_in.AGREED)


def _letters(name):
    """Returns a name's letters of any script, without accents and case."""
    parts = unicodedata.normalize("NFKD", name)
    return slugify("".join(each for each in parts if not unicodedata.combining(each)), allow_unicode=True)


def _problem(typed, name):
    if not typed:
        return "empty"
    if typed == name:
        return ""
    return "part" if set(typed.split("-")) <= set(name.split("-")) else "other-name"


def why_not(reason, name) -> str:
    """Says why a typed name is not a signature, and what to do."""
    words = {
        "empty": _("Type your full name to sign."),
        "part": _("That is only a part of the name. Type all of it: %(name)s."),
        "done": _("You have checked in already."),
        "other-name": _("That is another name. In this practice you sign as %(name)s. Never type your own."),
    }
    return words[reason] % {"name": name} if "%(" in words[reason] else words[reason]


def signed_on(form):
    """Returns when the form was signed, or None. No query where the answers were fetched before."""
    newest = [each for each in form.answers.all() if each.part == CONSENT] if form else []
    return newest[-1].at_sim if newest and newest[-1].answer == check_in.AGREED else None


def rows(viewing) -> list[dict]:
    """The forms of the visits to come for the task list: signed, to sign, or from when on."""
    found = [each for each in agenda.upcoming(viewing) if each.starts_at and each.status in STANDING]
    return [_row(viewing.practice, entry) for entry in found]


def _row(practice, entry):
    form = check_in.form_of(entry.booking)
    day, url, is_done = signed_on(form), None, False
    if day:
        state, kind, is_done = _("Signed"), "good", True
    elif check_in.is_open(practice, entry):
        state, kind = _("To sign"), "sun"
        url = reverse("practice:check-in-part", kwargs={"key": practice.key, "id": entry.id, "part": CONSENT})
    else:
        state, kind, day = _("Not open yet"), "plain", check_in.opens_at(practice, entry.starts_at)
    hint = _("Signed on %(day)s") if is_done else _("For your visit on %(visit)s")
    hint = hint if is_done or url else _("Opens on %(day)s")
    return {
        "label": _("Consent: %(visit)s") % {"visit": entry.title},
        "hint": hint % {"day": dates.day(day), "visit": dates.day(entry.starts_at)},
        "url": url,
        "state": state,
        "kind": kind,
    }
