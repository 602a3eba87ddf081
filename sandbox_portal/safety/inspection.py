"""The one question every free-text field asks: what is in this text?"""

from __future__ import annotations

from django.views.decorators.debug import sensitive_variables

from sandbox_portal.safety import emergencies, identifiers
from sandbox_portal.safety.allowed import NOBODY, Allowed
from sandbox_portal.safety.findings import Findings
from sandbox_portal.safety.lists import lexicon


@sensitive_variables("text")
def inspect(text: str, *, language: str = "en", allowed: Allowed = NOBODY) -> Findings:
    """Emergencies and identifiers in a text. It stores and logs nothing, and neither may the caller.

    Both languages are always searched, for people mix them; `language` is the page's and only orders equals.
    `allowed` are the invented person's values, which are no identifiers.
    """
    hits = sorted(emergencies.detect(text), key=lambda hit: (hit.start, hit.language != language[:2]))
    return Findings(tuple(hits), identifiers.detect(text, allowed))


def is_reviewed() -> bool:
    """True when a clinician has put name and date on every word list; publishers are told when not."""
    return lexicon().is_reviewed
