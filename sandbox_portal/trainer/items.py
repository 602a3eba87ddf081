"""The cases of a trainer, read once from its YAML file."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from lms.organisations.policy import Words

FILE = Path(__file__).parent / "items.yaml"
URGENCY = {"message": 0, "call": 1, "emergency": 2}
CAUTION = {"real": 0, "fake": 1}
_STRENGTH = URGENCY | CAUTION


class Item(BaseModel):
    """One case. `right` is the least urgent way that is safe; of a message, whether it is real or fake.

    `channel` and `sender` say by which way a message came and from whom.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: str
    right: str
    case: Words
    why: Words
    channel: str = ""
    sender: Words | None = None

    def verdict(self, choice):
        """Returns "right", "miss" (too slow a way, or a fake that was trusted) or "overcall" (more urgent
        than needed, or a real one that was not trusted)."""
        gap = _STRENGTH[choice] - _STRENGTH[self.right]
        return "right" if gap == 0 else "miss" if gap < 0 else "overcall"


@cache
def all_items(file=FILE) -> dict[str, Item]:
    """Returns every case of a file by its slug, in file order."""
    loaded = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {entry["slug"]: Item.model_validate(entry) for entry in loaded["items"]}
