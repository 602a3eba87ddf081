"""Readings near the words blood pressure and blood sugar, and which of them are an alarm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sandbox_portal.safety.context import Surroundings
from sandbox_portal.safety.findings import Tier
from sandbox_portal.safety.lists import Vitals
from sandbox_portal.safety.phrases import Place
from sandbox_portal.safety.tokens import Token

_PAIR = re.compile(r"(\d{2,3})/(\d{2,3})")
_NUMBER = re.compile(r"\d{1,3}([.,]\d)?")
BETWEEN = frozenset({"over", "sobre", "con", "entre"})
SMALL_BETWEEN = frozenset({"el", "dia", "on"})
WINDOW = 8
SUGAR_WINDOW = 6
NOT_SUGAR = frozenset(
    {"a1c", "age", "edad", "page", "room", "type", "tipo", "dose", "dosis", "hace", "at", "las"}
)


@dataclass(frozen=True, slots=True)
class Reading:
    tier: Tier
    group: str
    place: Place


def readings(tokens: Sequence[Token], around: Surroundings, limits: Vitals) -> Iterator[Reading]:
    """Each alarming reading in a text: a blood pressure with a symptom is T1, without one T3."""
    ill = {kind: _has_symptom(around, kind) for kind in ("pressure", "sugar")}
    for place, systolic, diastolic in _pressures(tokens, limits):
        high = limits.blood_pressure
        if systolic >= high.systolic or diastolic >= high.diastolic:
            yield Reading(Tier.EMERGENCY if ill["pressure"] else Tier.CALL_TODAY, "pressure", place)
    for place, value, is_mmol in _sugars(tokens, limits):
        low = limits.blood_sugar.low_mmol if is_mmol else limits.blood_sugar.low
        high_sugar = limits.blood_sugar.high / (18 if is_mmol else 1)
        if value < low:
            yield Reading(Tier.EMERGENCY, "sugar", place)
        elif value >= high_sugar:
            yield Reading(Tier.EMERGENCY if ill["sugar"] else Tier.CALL_TODAY, "sugar", place)


def _has_symptom(around: Surroundings, kind: str) -> bool:
    return any(around.softening(place) is None for place in around.mentions(kind))


def _pressures(tokens: Sequence[Token], limits: Vitals) -> Iterator[tuple[Place, int, int]]:
    words = limits.blood_pressure.words
    named = {
        position + step
        for position, token in enumerate(tokens)
        if token.word in words
        for step in range(-WINDOW, WINDOW + 1)
    }
    for position, token in enumerate(tokens):
        if not token.word[0].isdigit():
            continue
        near = position in named
        pair = _PAIR.fullmatch(token.word)
        if pair:
            yield from _plausible(Place(position, position), pair, near and not _is_date(tokens, position))
        elif near and token.word.isdigit():
            yield from _spoken(tokens, position, words, limits)


def _is_date(tokens: Sequence[Token], position: int) -> bool:
    return position > 0 and tokens[position - 1].word in SMALL_BETWEEN


def _plausible(place: Place, pair: re.Match[str], near: bool) -> Iterator[tuple[Place, int, int]]:
    top, under = int(pair[1]), int(pair[2])
    if near and 9 <= top <= 29 and 4 <= under <= 19:  # "18/12", as many people in Latin America say it
        top, under = top * 10, under * 10
    if 70 <= top <= 300 and 30 <= under <= 200 and top > under:
        yield place, top, under


def _spoken(
    tokens: Sequence[Token], position: int, words: frozenset[str], limits: Vitals
) -> Iterator[tuple[Place, int, int]]:
    """ "190 over 110", "18 con 12", or one number alone beside the word itself."""
    following = [token.word for token in tokens[position + 1 : position + 3]]
    if len(following) == 2 and following[0] in BETWEEN and following[1].isdigit():
        pair = _PAIR.fullmatch(f"{tokens[position].word}/{following[1]}")
        if pair:
            yield from _plausible(Place(position, position + 2), pair, True)
        return
    if following and following[0] in limits.not_readings or not tokens[position].word.isdigit():
        return
    value = int(tokens[position].word)
    close = any(token.word in words for token in tokens[max(0, position - 5) : position + 3])
    if (
        close
        and limits.blood_pressure.systolic <= value <= 300
        and not _belongs_to_sugar(tokens, position, limits)
    ):
        yield Place(position, position), value, 0


def _belongs_to_sugar(tokens: Sequence[Token], position: int, limits: Vitals) -> bool:
    before = [token.word for token in tokens[max(0, position - 5) : position]]
    return any(word in limits.blood_sugar.words for word in before)


def _sugars(tokens: Sequence[Token], limits: Vitals) -> Iterator[tuple[Place, float, bool]]:
    words = limits.blood_sugar.words
    named = [position for position, token in enumerate(tokens) if token.word in words]
    for number, word in enumerate(named):
        until = named[number + 1] if number + 1 < len(named) else len(tokens)
        after = range(word + 1, min(until, word + SUGAR_WINDOW + 1))
        before = range(max(0, word - 2), word)  # "47 blood sugar"
        for position in (*after, *before):
            if (
                not _NUMBER.fullmatch(tokens[position].word)
                or tokens[position].sentence != tokens[word].sentence
            ):
                continue
            if _is_something_else(tokens, position, limits):
                continue
            value = float(tokens[position].word.replace(",", "."))
            is_mmol = any(later.word.startswith("mmol") for later in tokens[position + 1 : position + 2])
            if is_mmol or value >= 20:
                yield Place(position, position), value, is_mmol
            break


def _is_something_else(tokens: Sequence[Token], position: int, limits: Vitals) -> bool:
    """A dose, a time, a goal ("80 to 130"), an age: a number that is no reading."""
    following = [token.word for token in tokens[position + 1 : position + 3]]
    before = tokens[position - 1].word if position else ""
    is_goal = len(following) == 2 and following[0] in {"to", "a"} and following[1].isdigit()
    return bool(following and following[0] in limits.not_readings) or before in NOT_SUGAR or is_goal
