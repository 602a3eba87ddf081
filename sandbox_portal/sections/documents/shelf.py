"""The sample files that can be handed in, the letters, and for whom a link may be."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sample:
    """A pretend file. `reason` says why the clinic does not take it; "" where it does."""

    name: str
    size: str
    about: str
    reason: str = ""


SAMPLES = {
    "card-front": Sample("card-front.jpg", "1.2 MB", _("Insurance card, front, sharp")),
    "card-dark": Sample("card-dark.jpg", "0.9 MB", _("Insurance card, too dark to read"), "unreadable"),
    "card-back": Sample("card-back.jpg", "1.1 MB", _("Insurance card, only the back"), "wrong-side"),
    "sugar-log": Sample("sugar-log.pdf", "0.3 MB", _("My blood sugar log")),
    "directive": Sample("advance-directive.pdf", "0.4 MB", _("My advance directive, signed")),
    "phone-video": Sample("knee.mov", "212 MB", _("A video of my knee"), "too-big"),
    "word-file": Sample("letter.docx", "0.1 MB", _("A letter, as a word processor saves it"), "wrong-type"),
}
AT_ONCE = frozenset({"too-big", "wrong-type"})
"""Reasons that the portal itself sees, before anyone looks."""

LETTERS = {
    "school": _("Shot record for a school or daycare"),
    "work": _("Note for work: seen at the clinic"),
    "travel": _("Medicines letter for travel"),
    "referral": _("Referral letter for a specialist"),
}
RECIPIENTS = {
    "school": _("A school or daycare"),
    "family": _("Someone in my family"),
    "doctor": _("Another doctor"),
}
