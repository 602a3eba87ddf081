"""What clothes the pretend portal wears: its name, its layout and its menu words.

They are the clinic's own (the policy pack), unless the task puts on those of another clinic's portal, or the
portal is of another kind.
"""

from dataclasses import dataclass, field

from sandbox_portal import kinds
from sandbox_portal.scenarios.models import in_language


@dataclass(frozen=True)
class Skin:
    """The clothes in one language. `menu_words` holds only what is called otherwise than with us."""

    portal_name: str
    layout: str  # "tabs", "side" or "cards"
    menu_words: dict[str, str] = field(default_factory=dict)
    kind: str = kinds.CLINIC  # whose colors it wears


def of(practice, language):
    """Returns the clothes of a practice's portal. No query."""
    kind = kinds.get(practice.kind)
    if kind.slug != kinds.CLINIC:
        words = {name: str(each) for name, each in (kind.words or {}).items()}
        return Skin(practice.policy.portals.of(kind.slug), kind.layout, words, kind.slug)
    other = practice.scenario.texts.get("portal") if practice.scenario_id else None
    if other:
        words = {name: in_language(each, language) for name, each in other["menu_words"].items()}
        return Skin(in_language(other["name"], language), other["layout"], words)
    policy = practice.policy
    words = {name: each.in_language(language) for name, each in policy.menu_words.items()}
    return Skin(policy.portal_name, policy.layout, words)
