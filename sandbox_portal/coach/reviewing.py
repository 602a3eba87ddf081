"""The message coach: six plain rules about a message to a clinic. Pure functions; nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sandbox_portal.coach.rules import load, patterns
from sandbox_portal.safety import emergencies
from sandbox_portal.safety.findings import Tier
from sandbox_portal.safety.tokens import compose, fold

SHORTEST, LONGEST = 40, 120  # words
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_TITLE = re.compile(r"\b(dra?|mrs?|ms|sra?|st|p\.m|a\.m|p\. m|a\. m)\.", re.IGNORECASE)
_DECIMAL = re.compile(r"(\d)[.,](\d)")
_DURATION = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|ten|un|una|dos|tres|cuatro|cinco|seis|siete|diez)"
    r" (?:more )?(?:minutes?|hours?|days?|weeks?|months?|years?|nights?|mornings?|times"
    r"|minutos?|horas?|dias?|semanas?|mes|meses|anos?|noches?|veces)\b"
    r"|\b\d{1,2}/\d{1,2}\b|\b\d{1,2} ?(?:am|pm)\b"
)
_DOSE = re.compile(
    r"\b\d+(?:[.,]\d+)? ?(?:mg|mcg|ml|g|units?|unidades|iu|ui)\b"
    r"|\b(?:\d+|one|two|half|half a|three|una|dos|media|tres|un|medio) (?:[a-z]+ )?"
    r"(?:pills?|tablets?|puffs?|drops?|capsules?|pastillas?|tabletas?|gotas?|inhalaciones|capsulas?)\b"
)
_NEEDS_NO_START = frozenset({"appointment", "billing", "form", "referral", "technical"})
_NEEDS_NO_MEDICINE = _NEEDS_NO_START | {"results"}
_ONE_MATTER = (
    frozenset({"billing", "appointment"}),
    frozenset({"billing", "results"}),
    frozenset({"records", "results"}),
    frozenset({"sign-in", "results"}),
    frozenset({"records", "appointment"}),
    frozenset({"results", "appointment"}),
)
_NOT_WAITING = frozenset({Tier.EMERGENCY, Tier.SELF_HARM, Tier.CALL_TODAY})


@dataclass(frozen=True)
class Context:
    """What the coach knows beside the text: the category chosen and the person's medicines.

    `medicines` are names as on the bottle ("Lisinopril 10 mg"), in either language.
    """

    category: str = "medical"
    medicines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Point:
    """One check. `said` is the learner's own sentence it is about, or ""; `why` explains; `better` shows."""

    check: str
    passed: bool
    said: str
    why: str
    better: str


@dataclass(frozen=True)
class _Text:
    """A message as the checks read it: sentences as typed, and folded beside them."""

    subject: str
    body: str
    sentences: tuple[str, ...]
    folded: tuple[str, ...]
    context: Context

    @property
    def whole(self) -> str:
        return " . ".join(self.folded)

    def first_with(self, *tests: re.Pattern[str]) -> str:
        """The first sentence, as typed, in which one of the patterns stands."""
        for typed, folded in zip(self.sentences, self.folded, strict=True):
            if any(test.search(folded) for test in tests):
                return typed
        return ""


def review(
    text: str, *, subject: str = "", language: str = "en", context: Context = Context()
) -> list[Point]:
    """The six points of a message, in the order in which a reader meets them.

    The checks read English and Spanish, whatever `language` the words of the coach are in. Equal texts always
    get equal points.
    """
    rules = load(language)
    read = _read(text, subject, context)
    medicine = _named_medicine(read)
    points = []
    for check, judge in CHECKS.items():
        passed, said, word = judge(read)
        better = "" if passed else rules.example(check, context.category, medicine)
        points.append(Point(check, passed, said, rules.words[check][word], better))
    return points


def passed(points: list[Point]) -> dict[str, bool]:
    """Check by check whether it passed, the length left out: what the event of a sent message carries."""
    return {point.check: point.passed for point in points if point.check != "length"}


def _read(text: str, subject: str, context: Context) -> _Text:
    body = compose(text)
    plain = _TITLE.sub(lambda found: found.group(1), _DECIMAL.sub(r"\1·\2", body))
    sentences = tuple(
        piece.group().strip().replace("·", ".")
        for piece in _SENTENCE.finditer(plain)
        if piece.group().strip(" .!?\n")
    )
    return _Text(subject, body, sentences, tuple(_folded(one) for one in sentences), context)


def _folded(sentence: str) -> str:
    return fold(sentence).replace("¿", "").replace("¡", "").strip()


def _clear_ask(read: _Text) -> tuple[bool, str, str]:
    """Asks in the first sentence; a greeting of its own does not count as one."""
    found = patterns()
    for typed, folded in zip(read.sentences, read.folded, strict=True):
        has_ask = _asks(typed, folded)
        if not has_ask and len(folded.split()) <= 5 and found.greeting.match(folded):
            continue
        return has_ask, typed, "passed" if has_ask else "failed"
    return False, "", "failed"


def _asks(typed: str, folded: str) -> bool:
    cues = patterns().cues
    begins = any(cues["ask_first"].match(part.strip()) for part in folded.split(","))
    return typed.rstrip().endswith("?") or begins or bool(cues["ask"].search(folded))


def _one_topic(read: _Text) -> tuple[bool, str, str]:
    """One matter: its questions share a subject. A symptom goes with anything; "also" opens a second."""
    found = patterns()
    asked: list[tuple[str, set[str]]] = []
    for typed, folded in zip(read.sentences, read.folded, strict=True):
        if _asks(typed, folded):
            asked.append((typed, {name for name, words in found.topics.items() if words.search(folded)}))
    seen: set[str] = set()
    for typed, topics in asked:
        errands = topics - {"health"}
        if _are_apart(errands) or (seen and topics and _are_apart(seen | errands) and not errands <= seen):
            return False, typed, "failed"
        seen |= errands
    more = read.first_with(found.cues["more"])
    if more and len(asked) > 1:
        return False, more, "failed"
    return True, "", "passed"


def _are_apart(errands: set[str]) -> bool:
    return len(errands) > 1 and not any(errands <= pair for pair in _ONE_MATTER)


def _when(read: _Text) -> tuple[bool, str, str]:
    said = read.first_with(patterns().cues["when"], _DURATION)
    if not said and read.context.category in _NEEDS_NO_START:
        return True, "", "not-needed"
    return bool(said), said, "passed" if said else "failed"


def _tried_or_medicine(read: _Text) -> tuple[bool, str, str]:
    said = read.first_with(_DOSE) or read.first_with(patterns().cues["tried"])
    if not said and read.context.category in _NEEDS_NO_MEDICINE:
        return True, "", "not-needed"
    return bool(said), said, "passed" if said else "failed"


def _not_urgent(read: _Text) -> tuple[bool, str, str]:
    for hit in emergencies.detect(read.body):
        if hit.tier in _NOT_WAITING and not hit.softened:
            return False, _sentence_at(read, hit.start), "failed"
    urgent = patterns().cues["urgent"]
    said = read.first_with(urgent)
    if said and not re.search(
        r"\b(?:not|isn't|isnt|no|sin|nada)\b[^,.]{0,20}$", _before(urgent, _folded(said))
    ):
        return False, said, "failed"
    if urgent.search(fold(read.subject)):
        return False, read.subject, "failed"
    return True, "", "passed"


def _before(pattern: re.Pattern[str], folded: str) -> str:
    found = pattern.search(folded)
    return folded[: found.start()] if found else ""


def _sentence_at(read: _Text, place: int) -> str:
    seen = 0
    for piece in _SENTENCE.finditer(read.body):
        seen = piece.end()
        if seen > place:
            return piece.group().strip()
    return ""


def _length(read: _Text) -> tuple[bool, str, str]:
    count = len(read.body.split())
    if SHORTEST <= count <= LONGEST:
        return True, "", "passed"
    return False, "", "short" if count < SHORTEST else "long"


def _named_medicine(read: _Text) -> str:
    """The person's medicine that the message names, else the only one there is."""
    text = fold(f"{read.subject} {read.body}")
    named = [name for name in read.context.medicines if fold(name).split()[0] in text]
    if named:
        return named[0]
    return read.context.medicines[0] if len(read.context.medicines) == 1 else ""


CHECKS: dict[str, Callable[[_Text], tuple[bool, str, str]]] = {
    "clear-ask": _clear_ask,
    "one-topic": _one_topic,
    "when": _when,
    "tried-or-medicine": _tried_or_medicine,
    "not-urgent": _not_urgent,
    "length": _length,
}
