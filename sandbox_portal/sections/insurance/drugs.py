"""The pretend plan's drug list: what is on it, in which tier, under which rules, and what to take instead.

Tiers and prices are made up; what a tier costs is the policy pack's. The words are the usual ones of US drug
lists (tier, prior authorization, step therapy, quantity limit).
"""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from lms.organisations.policy import Words
from sandbox_portal.safety import tokens

FILE = Path(__file__).parent / "drugs.yaml"
SHORTEST = 3  # letters that a search takes


class Drug(BaseModel):
    """One line of the list; `tier` None: the plan does not pay for it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Words
    use: Words
    tier: int | None = Field(None, ge=1, le=4)
    needs_yes: bool = False  # prior authorization
    step: Words | None = None  # step therapy: what is to be tried first
    limit: Words | None = None  # quantity limit
    is_free_sale: bool = False  # bought without a prescription: no exception can be asked for
    instead: tuple[str, ...] = ()


@cache
def all_drugs() -> dict[str, Drug]:
    """Returns the list by slug, read once from drugs.yaml; refuses an alternative that is not covered."""
    loaded = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    found = {slug: Drug.model_validate(entry) for slug, entry in loaded.items()}
    for slug, drug in found.items():
        for other in drug.instead:
            if other not in found or found[other].tier is None:
                raise ValueError(f"{slug}: {other} is no covered alternative")
    return found


def search(words: str) -> dict[str, Drug]:
    """Returns what is found by a part of its name in either language, or by what it is for; best first."""
    wanted = tokens.fold(words).strip()
    if len(wanted) < SHORTEST:
        return {}
    hits = {slug: drug for slug, drug in all_drugs().items() if wanted in _text(drug)}
    return dict(sorted(hits.items(), key=lambda item: (item[1].tier is None, item[1].tier or 0, item[0])))


def _text(drug):
    return tokens.fold(f"{drug.name.en} {drug.name.es} {drug.use.en} {drug.use.es}")


def first_word(medication) -> str:
    """Returns the word by which a medicine of the record is looked up: "Lisinopril 10 mg" by "Lisinopril"."""
    return medication.name.original.split()[0]
