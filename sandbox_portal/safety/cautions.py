"""What a page says about findings: titles, reasons and what to type instead; never the words themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sandbox_portal.safety.findings import Findings, Identifier, Tier

KINDS = {
    "ssn": gettext_lazy("a Social Security number"),
    "mbi": gettext_lazy("a Medicare number"),
    "nhs": gettext_lazy("a health service number"),
    "card": gettext_lazy("a card number"),
    "phone": gettext_lazy("a phone number"),
    "email": gettext_lazy("an e-mail address"),
    "birth-date": gettext_lazy("a birth date"),
    "age": gettext_lazy("an age over 89"),
    "record-number": gettext_lazy("a record or member number"),
    "address": gettext_lazy("a home address"),
    "url": gettext_lazy("a web address"),
    "ip": gettext_lazy("a computer's address"),
    "name": gettext_lazy("a person's name"),
}


@dataclass(frozen=True)
class Caution:
    """One thing to think about before going on. `kind` is "call", "note" or "leave-out"."""

    kind: str
    title: str
    text: str


def refusal(blocked: Iterable[Identifier]) -> list[str]:
    """The error of a field, one sentence for each kind that was found in it."""
    found = []
    for item in _one_of_each(blocked):
        text = _("This looks like %(kind)s. Take it out. Never type a real one here.") % {
            "kind": KINDS[item.kind]
        }
        found.append(f"{text} {_instead(item)}".strip())
    return found


def warnings() -> dict[str, str]:
    """The short warning for each kind, for the note under a field while somebody types."""
    text = _("This looks like %(kind)s. Is it real? Then take it out.")
    return {kind: text % {"kind": name} for kind, name in KINDS.items()}


def cautions_for(findings: Findings) -> list[Caution]:
    """All cautions of a text that may go on, the most urgent first."""
    found = []
    if Tier.CALL_TODAY in findings.tiers:
        found.append(
            Caution(
                "call",
                _("Call your clinic today"),
                _("In real life, call your clinic today. A message may be read too late."),
            )
        )
    found.extend(_note(tier) for tier in findings.notes if tier in (Tier.EMERGENCY, Tier.SELF_HARM))
    for item in _one_of_each((*findings.warnings, *findings.mentions)):
        title = _("This looks like %(kind)s") % {"kind": KINDS[item.kind]}
        text = _("Is it real? Then take it out. This is practice, with made-up people.")
        found.append(Caution("leave-out", title, f"{text} {_instead(item)}".strip()))
    return found


def _note(tier: Tier) -> Caution:
    if tier is Tier.SELF_HARM:
        return Caution(
            "note",
            _("If this is about you, now"),
            _("You matter. Call or text the crisis line, day or night. “I need real help” has the number."),
        )
    return Caution(
        "note",
        _("If this is happening now"),
        _("Do not write. Call the emergency number. “I need real help” has the number."),
    )


def _instead(item: Identifier) -> str:
    return _("Type this made-up one: %(value)s.") % {"value": item.suggestion} if item.suggestion else ""


def _one_of_each(items: Iterable[Identifier]) -> list[Identifier]:
    return list({item.kind: item for item in reversed(list(items))}.values())[::-1]
