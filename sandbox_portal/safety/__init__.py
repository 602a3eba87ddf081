"""Emergency words and identifiers in what a learner types, and the help panel.

    from sandbox_portal import safety

    findings = safety.inspect(text, language="en", allowed=safety.Allowed.of(chart, policy))
    page = safety.interrupt_if_needed(request, form)

Forms take `SafeTextField` and `SafeFormMixin`. Nothing here stores or logs a word that was typed.
"""

from sandbox_portal.safety.allowed import NOBODY, Allowed
from sandbox_portal.safety.cautions import Caution, cautions_for
from sandbox_portal.safety.findings import Action, Findings, Hit, Identifier, Tier
from sandbox_portal.safety.forms import EmergencyError, SafeFormMixin, SafeTextField, findings_of
from sandbox_portal.safety.inspection import inspect, is_reviewed
from sandbox_portal.safety.panels import interrupt, interrupt_if_needed, panels_for

__all__ = [
    "NOBODY",
    "Action",
    "Allowed",
    "Caution",
    "EmergencyError",
    "Findings",
    "Hit",
    "Identifier",
    "SafeFormMixin",
    "SafeTextField",
    "Tier",
    "cautions_for",
    "findings_of",
    "inspect",
    "interrupt",
    "interrupt_if_needed",
    "is_reviewed",
    "panels_for",
]
