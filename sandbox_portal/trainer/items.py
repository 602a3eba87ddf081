"""The cases, read once from items.yaml."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from lms.organisations.policy import Words

FILE = Path(__file__).parent / "items.yaml"
URGENCY = {"message": 0, "call": 1, "emergency": 2}


class Item(BaseModel):
    """One case. `right` is the least urgent way that is safe."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: str
    right: str
    case: Words
    why: Words

    def verdict(self, choice):
        """Returns "right", "miss" (too slow a way was chosen) or "overcall" (a more urgent one than
        needed)."""
        gap = URGENCY[choice] - URGENCY[self.right]
        return "right" if gap == 0 else "miss" if gap < 0 else "overcall"


@cache
def all_items() -> dict[str, Item]:
    """Returns every case by its slug, in file order."""
    loaded = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {entry["slug"]: Item.model_validate(entry) for entry in loaded["items"]}
