"""Numbers of others, from `benchmarks.yaml`: shown beside an organisation's own, never mixed with them."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_validator

from lms.skills import SLUGS

FILE = Path(__file__).parent / "benchmarks.yaml"


class Benchmark(BaseModel):
    """One share of a population: percent, its year, where it was read, and when to look again."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: str
    skill: str
    percent: int = Field(ge=0, le=100)
    year: str = Field(pattern=r"^\d{4}$")
    check_by: date
    source: str = Field(pattern="^https://")
    source_name: str
    text: dict[Literal["en", "es"], str] = Field(min_length=2)
    who: dict[Literal["en", "es"], str] = Field(min_length=2)

    @field_validator("skill")
    @classmethod
    def is_known(cls, skill):
        """Refuses a skill that is none."""
        if skill not in SLUGS:
            raise ValueError(f"{skill} is not a portal skill")
        return skill


@cache
def everything() -> list[Benchmark]:
    """Returns the benchmarks in the order of the file."""
    return TypeAdapter(list[Benchmark]).validate_python(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def of_skill(skill, language, *, today) -> list[dict]:
    """Returns what to show of others beside one skill; nothing whose day to check has passed."""
    return [
        {
            "text": one.text.get(language, one.text["en"]),
            "who": one.who.get(language, one.who["en"]),
            "percent": one.percent,
            "year": one.year,
            "source": one.source,
            "source_name": one.source_name,
        }
        for one in everything()
        if one.skill == skill and today <= one.check_by
    ]
