"""The trainers there are. They share sittings, choices, pages and scoring; each has cases of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from sandbox_portal.trainer.items import FILE, all_items
from sandbox_portal.trainer.models import Choice

Way = Choice.Way
SCAMS = Path(__file__).parent.parent / "scams" / "items.yaml"


@dataclass(frozen=True)
class Drill:
    """One trainer. `passes(score)` says whether a sitting went well enough."""

    slug: str
    prefix: str  # of the names of its addresses
    folder: str  # of its templates
    file: Path
    cases: int
    name: dict[str, str]
    skill: str
    ways: tuple[Way, ...]
    question: str
    passes: Callable
    is_balanced: bool = False  # each sitting holds as many of each answer

    @property
    def items(self):
        """The cases by slug."""
        return all_items(self.file)


DRILLS = {
    drill.slug: drill
    for drill in (
        Drill(
            slug="message-or-call",
            prefix="trainer",
            folder="sandbox_portal/trainer",
            file=FILE,
            cases=10,
            name={"en": "Message or call", "es": "¿Mensaje o llamada?"},
            skill="right-channel",
            ways=(Way.EMERGENCY, Way.CALL, Way.MESSAGE),
            question=_("What would you do?"),
            passes=lambda score: score.right >= 8 and not score.misses,
        ),
        Drill(
            slug="real-or-fake",
            prefix="scams",
            folder="sandbox_portal/scams",
            file=SCAMS,
            cases=12,
            name={"en": "Real or fake", "es": "¿Real o falso?"},
            skill="privacy-security",
            ways=(Way.REAL, Way.FAKE),
            question=_("Is it real or fake?"),
            passes=lambda score: len(score.misses) <= 1 and len(score.overcalls) <= 1,
            is_balanced=True,
        ),
    )
}
