"""The word lists as validated data, compiled once a process.

A list is clinically reviewed only when somebody has written their name and the date into its `review`; until
then `is_reviewed` is False and publishers can be told so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from sandbox_portal.safety.findings import Tier
from sandbox_portal.safety.phrases import Atom, Index, PhraseError, parse

FOLDER = Path(__file__).parent / "lists"
LANGUAGES = ("en", "es")
Checked = TypeVar("Checked", bound=BaseModel)
NAMES = ("emergency", "self_harm", "call_today", "wrong_channel")


class ListError(ValueError):
    """A word list cannot be read; the message names the file and the place."""


class _Words(yaml.SafeLoader):
    """Reads `no` and `on` as the words they are, not as false and true."""


_Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)


class Review(_Strict):
    """Who of the clinic's own staff read the list, and when; both empty until somebody did."""

    date: str | None
    reviewer: str | None

    @property
    def is_done(self) -> bool:
        return bool(self.date and self.reviewer)


class Reviewed(_Strict):
    version: int
    review: Review
    source: str

    @property
    def is_reviewed(self) -> bool:
        return self.review.is_done


class Group(_Strict):
    """Phrases that mean one thing; an `unless` phrase in the same sentence softens them."""

    name: str
    phrases: list[str]
    unless: list[str] = []


class WordList(Reviewed):
    language: Literal["en", "es"]
    tier: Tier
    words: dict[str, list[str]] = {}
    groups: list[Group]


class Negation(_Strict):
    before: frozenset[str]
    after: list[str]
    breaks: frozenset[str]
    or_: frozenset[str]
    not_negation: list[str]


class Family(_Strict):
    relations: frozenset[str]
    verbs: frozenset[str]
    phrases: list[str]


class Cues(Reviewed):
    language: Literal["en", "es"]
    fillers: frozenset[str]
    joins: dict[str, str]
    spellings: dict[str, str]
    not_typos: list[str]
    negation: Negation
    over: list[str]
    past: list[str]
    present: list[str]
    family: Family
    about: list[str]
    idioms: list[str]


class Pressure(_Strict):
    systolic: int
    diastolic: int
    words: frozenset[str]
    symptoms: dict[str, list[str]]


class Sugar(_Strict):
    low: int
    low_mmol: float
    high: int
    words: frozenset[str]
    symptoms: dict[str, list[str]]


class Vitals(Reviewed):
    blood_pressure: Pressure
    blood_sugar: Sugar
    not_readings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Alarm:
    """One phrase that alarms: all its `parts` must stand in the text, none of `unless` in the sentence."""

    tier: Tier
    group: str
    language: str
    parts: tuple[int, ...]
    unless: tuple[int, ...]
    phrase: str


@dataclass(frozen=True)
class Lexicon:
    """Everything the matcher needs, of both languages together."""

    lists: tuple[WordList, ...]
    cues: dict[str, Cues]
    vitals: Vitals
    index: Index
    alarms: dict[int, tuple[Alarm, ...]]
    """By the number of the phrase's first part."""
    marks: dict[int, tuple[str, ...]]
    """What kinds of cue a phrase is; the rest are in no alarm's way."""
    kinds: frozenset[str]
    words: dict[str, frozenset[str]]
    spellings: dict[str, str]
    joins: dict[tuple[str, str], str]

    @property
    def is_reviewed(self) -> bool:
        every: list[Reviewed] = [*self.lists, *self.cues.values(), self.vitals]
        return all(one.is_reviewed for one in every)


def read(path: Path) -> dict[str, Any]:
    """The content of one list file; raises ListError naming the file."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Words)
    except yaml.YAMLError as error:
        raise ListError(f"{path.name}: {error}") from error


def load_list(name: str, language: str) -> WordList:
    """One of the four lists in one language."""
    return _checked(WordList, FOLDER / f"{name}.{language}.yaml")


def load_cues(language: str) -> Cues:
    path = FOLDER / f"cues.{language}.yaml"
    content = read(path)
    content["negation"]["or_"] = content["negation"].pop("or")
    return _checked(Cues, path, content)


def _checked(model: type[Checked], path: Path, content: dict[str, Any] | None = None) -> Checked:
    try:
        return model.model_validate(read(path) if content is None else content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ListError(f"{path.name}: {place}: {first['msg']}") from error


class _Compiler:
    """Gathers the atoms of all files; equal phrases share one atom."""

    def __init__(self) -> None:
        self.numbers: dict[Atom, int] = {}

    def add(self, phrase: str, language: str, file: str, words: dict[str, list[str]]) -> tuple[int, ...]:
        try:
            atoms = parse(phrase, words, language)
        except PhraseError as error:
            raise ListError(f"{file}: {error}") from error
        return tuple(self.numbers.setdefault(atom, len(self.numbers)) for atom in atoms)

    def single(self, phrases: list[str], language: str, file: str) -> frozenset[int]:
        return frozenset(self.add(phrase, language, file, {})[0] for phrase in phrases)


@cache
def lexicon() -> Lexicon:
    """The compiled lists. Reading and compiling takes a few tenths of a second, once a process."""
    lists = tuple(load_list(name, language) for name in NAMES for language in LANGUAGES)
    cues = {language: load_cues(language) for language in LANGUAGES}
    vitals = _checked(Vitals, FOLDER / "vitals.yaml")
    compiler = _Compiler()
    alarms: dict[int, tuple[Alarm, ...]] = {}
    for alarm in (alarm for one in lists for alarm in _alarms(one, compiler)):
        alarms[alarm.parts[0]] = (*alarms.get(alarm.parts[0], ()), alarm)
    marks: dict[int, tuple[str, ...]] = {}
    kinds = set()
    for kind, language, phrases, file in _marks(cues, vitals):
        kinds.add(kind)
        for number in compiler.single(phrases, language, file):
            marks[number] = (*marks.get(number, ()), kind)
    index = Index(
        atoms=tuple(compiler.numbers),
        fillers={language: one.fillers for language, one in cues.items()},
        not_typos=frozenset(word for one in cues.values() for word in one.not_typos),
    )
    spellings = {wrong: right for one in cues.values() for wrong, right in one.spellings.items()}
    joins = {tuple(pair.split(maxsplit=1)): word for one in cues.values() for pair, word in one.joins.items()}
    return Lexicon(
        lists, cues, vitals, index, alarms, marks, frozenset(kinds), _plain_words(cues), spellings, joins
    )


def _alarms(one: WordList, compiler: _Compiler) -> list[Alarm]:
    file = f"{one.tier.name.lower()}.{one.language}.yaml"
    found = []
    for group in one.groups:
        unless = tuple(
            number
            for phrase in group.unless
            for number in compiler.add(phrase, one.language, file, one.words)
        )
        for phrase in group.phrases:
            parts = compiler.add(phrase, one.language, file, one.words)
            found.append(Alarm(one.tier, group.name, one.language, parts, unless, phrase))
    return found


def _marks(cues: dict[str, Cues], vitals: Vitals) -> Iterator[tuple[str, str, list[str], str]]:
    for language, one in cues.items():
        file = f"cues.{language}.yaml"
        yield "not_negation", language, one.negation.not_negation, file
        yield "after", language, one.negation.after, file
        yield "over", language, one.over, file
        yield "past", language, [*one.over, *one.past], file
        yield "present", language, one.present, file
        yield "family", language, one.family.phrases, file
        yield "about", language, one.about, file
        yield "idiom", language, one.idioms, file
        yield "pressure", language, vitals.blood_pressure.symptoms[language], "vitals.yaml"
        yield "sugar", language, vitals.blood_sugar.symptoms[language], "vitals.yaml"


def _plain_words(cues: dict[str, Cues]) -> dict[str, frozenset[str]]:
    every = cues.values()
    return {
        "before": frozenset().union(*(one.negation.before for one in every)),
        "breaks": frozenset().union(*(one.negation.breaks for one in every)),
        "or_": frozenset().union(*(one.negation.or_ for one in every)),
        "small": frozenset().union(*(one.fillers for one in every)),
    }
