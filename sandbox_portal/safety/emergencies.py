"""Words that may mean somebody is in trouble: found in both languages, whatever language the page has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from sandbox_portal.safety.context import Surroundings
from sandbox_portal.safety.findings import Hit
from sandbox_portal.safety.lists import Alarm, Lexicon, lexicon
from sandbox_portal.safety.phrases import Place
from sandbox_portal.safety.tokens import Token, split
from sandbox_portal.safety.vitals import readings

TOGETHER = 30  # words between the two sides of a `+`
MOST_PLACES = 8  # of one side of a `+` that are tried; keeps a repeated word from costing more than a line

IN_ANY_PHRASE = {"en": frozenset[str](), "es": frozenset({"no"})}
"""Spanish puts "no" inside a phrase without a no to it: "sleep and not wake"."""


def detect(text: str) -> tuple[Hit, ...]:
    """Each alarm in a text, in the order in which they stand, full ones and notes.

    Checks English and Spanish. A thousand characters take one or two milliseconds; cost grows with length.
    """
    book = lexicon()
    tokens = split(text, book.spellings, book.joins)
    if not tokens:
        return ()
    first = book.index.find(tokens)
    idioms = frozenset(
        position
        for number, places in first.items()
        if "idiom" in book.marks.get(number, ())
        for place in places
        for position in range(place.first, place.last + 1)
    )
    found = book.index.find(tokens, idioms) if idioms else first
    around = Surroundings(book, tokens, found)
    hits = [*_phrases(book, tokens, found, around), *_numbers(book, tokens, around)]
    return tuple(sorted(set(hits), key=lambda hit: (hit.start, hit.end, hit.tier, hit.group)))


def _phrases(
    book: Lexicon, tokens: Sequence[Token], found: dict[int, list[Place]], around: Surroundings
) -> Iterator[Hit]:
    for number in found:
        for alarm in book.alarms.get(number, ()):
            if all(part in found for part in alarm.parts):
                yield from _of(alarm, tokens, found, around)


def _of(
    alarm: Alarm, tokens: Sequence[Token], found: dict[int, list[Place]], around: Surroundings
) -> Iterator[Hit]:
    own = [around.lexicon.index.words_of(part) | IN_ANY_PHRASE[alarm.language] for part in alarm.parts]
    if len(alarm.parts) == 1:
        for place in found[alarm.parts[0]]:
            yield _hit(alarm, tokens, [place], around.softening(place, alarm.unless, own[0]))
        return
    sides = [found[part][:MOST_PLACES] for part in alarm.parts]
    soft: Hit | None = None
    for places in product(*sides):
        if max(place.first for place in places) - min(place.last for place in places) > TOGETHER:
            continue
        reasons = [
            around.softening(place, alarm.unless, words) for place, words in zip(places, own, strict=True)
        ]
        hit = _hit(alarm, tokens, list(places), next((reason for reason in reasons if reason), None))
        if not hit.softened:
            yield hit
            return
        soft = soft or hit
    if soft:
        yield soft


def _hit(alarm: Alarm, tokens: Sequence[Token], places: list[Place], softened: str | None) -> Hit:
    start = min(tokens[place.first].start for place in places)
    end = max(tokens[place.last].end for place in places)
    return Hit(alarm.tier, alarm.group, alarm.language, start, end, softened)


def _numbers(book: Lexicon, tokens: Sequence[Token], around: Surroundings) -> Iterator[Hit]:
    for reading in readings(tokens, around, book.vitals):
        place = reading.place
        yield Hit(
            reading.tier,
            reading.group,
            "any",
            tokens[place.first].start,
            tokens[place.last].end,
            around.softening(place),
        )
