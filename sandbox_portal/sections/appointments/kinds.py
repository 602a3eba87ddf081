"""The sorts of visit there are: what each is for, which ways it can be held. The pack says how long."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from sandbox_portal.chart import Text

FILE = Path(__file__).with_name("kinds.yaml")
ANY = "any"  # whoever has the first time


@dataclass(frozen=True)
class Kind:
    """One sort of visit."""

    slug: str
    ways: tuple[str, ...]
    label: Text
    help: Text


@lru_cache(maxsize=1)
def every() -> dict[str, Kind]:
    """Returns every sort of visit by its slug, in the order in which they are offered."""
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        slug: Kind(slug, tuple(each["ways"]), _text(each["label"]), _text(each["help"]))
        for slug, each in found.items()
    }


def _text(words) -> Text:
    return Text(words["en"], (("es", words["es"]),))


def clinicians(chart, today) -> dict[str, str]:
    """Returns {id: name} of the doctors of the patient's own clinic who are there now, "any" last."""
    ours = [m for m in chart.care_team if m.kind == "doctor" and m.is_ours and m.is_here_on(today)]
    named = {m.id: f"{m.name} – {m.department or m.role}" for m in ours}
    return named | {ANY: _("Whoever has the first free time")}


def doctor_for_any(chart, today) -> str:
    """Returns the id of the doctor who takes those that asked for nobody, or "" where none is known."""
    return next((id for id in clinicians(chart, today) if id != ANY), "")
