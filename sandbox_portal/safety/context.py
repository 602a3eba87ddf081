"""What stands around an alarm phrase and turns it into a note: a no, long ago, over, the family."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from sandbox_portal.safety.lists import Lexicon
from sandbox_portal.safety.phrases import Place
from sandbox_portal.safety.tokens import Token

NEGATION_WINDOW = 4
CUE_WINDOW = 10
FAMILY_WINDOW = 6
NO_RIGHT_BEFORE = frozenset({"no", "without", "denies", "sin", "ningun", "ninguna", "niega"})


@dataclass
class Surroundings:
    """The cues of one text, found once, asked for every hit."""

    lexicon: Lexicon
    tokens: Sequence[Token]
    found: dict[int, list[Place]]
    _marks: dict[str, list[Place]] = field(init=False, repr=False)
    _starts: dict[str, list[int]] = field(init=False, repr=False)
    _sentences: dict[int, frozenset[int]] = field(init=False, repr=False, default_factory=dict)
    _false_negators: frozenset[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._marks = {kind: [] for kind in self.lexicon.kinds}
        for number, places in self.found.items():
            for kind in self.lexicon.marks.get(number, ()):
                self._marks[kind].extend(places)
        for places in self._marks.values():
            places.sort(key=lambda place: place.first)
        over = {p for place in self._marks["over"] for p in range(place.first, place.last + 1)}
        self._marks["present"] = [place for place in self._marks["present"] if place.first not in over]
        self._starts = {kind: [place.first for place in places] for kind, places in self._marks.items()}
        self._false_negators = frozenset(
            position
            for place in self._marks["not_negation"]
            for position in range(place.first, place.last + 1)
        )

    def softening(
        self, hit: Place, unless: Sequence[int] = (), own: frozenset[str] = frozenset()
    ) -> str | None:
        """Why a hit is only a note, or None for a full alarm. Cues of both languages count.

        `own` are the words of the phrase itself: a "no" among them belongs to the alarm.
        """
        if self._no_before(hit) or self._no_inside(hit, own) or self._no_after(hit):
            return "negated"
        if any(self.tokens[hit.first].sentence in self._sentences_of(number) for number in unless):
            return "other"
        if self._near("present", hit):
            return None
        if self._near("past", hit):
            return "past"
        if self._is_family(hit):
            return "family"
        return "about" if self._near("about", hit) else None

    def mentions(self, kind: str) -> list[Place]:
        """The places of a kind of cue, such as the symptoms beside a blood pressure."""
        return self._marks[kind]

    def _same_sentence(self, place: Place, hit: Place) -> bool:
        return self.tokens[place.first].sentence == self.tokens[hit.first].sentence

    def _sentences_of(self, number: int) -> frozenset[int]:
        """The sentences in which a phrase stands, worked out once for all hits."""
        if number not in self._sentences:
            places = self.found.get(number, ())
            self._sentences[number] = frozenset(self.tokens[place.first].sentence for place in places)
        return self._sentences[number]

    def _near(self, kind: str, hit: Place) -> bool:
        starts = self._starts[kind]
        low, high = bisect_left(starts, hit.first - CUE_WINDOW), bisect_right(starts, hit.last + CUE_WINDOW)
        return any(self._same_sentence(place, hit) for place in self._marks[kind][low:high])

    def _is_family(self, hit: Place) -> bool:
        if self._near("family", hit):
            return True
        before = {
            self.tokens[position].word
            for position in range(max(0, hit.first - FAMILY_WINDOW), hit.last + 1)
            if self.tokens[position].sentence == self.tokens[hit.first].sentence
        }
        return any(
            before & cues.family.relations and before & cues.family.verbs
            for cues in self.lexicon.cues.values()
        )

    def _no_before(self, hit: Place) -> bool:
        """A "no" up to four words before the phrase; small words do not count, "but" ends its reach."""
        words_left = NEGATION_WINDOW
        has_or = self._or_near(hit)
        clause = self.tokens[hit.first].clause
        for position in range(hit.first - 1, max(-1, hit.first - 14), -1):
            token = self.tokens[position]
            if token.sentence != self.tokens[hit.first].sentence:
                return False
            if token.clause != clause and not has_or:
                return False
            if self._is(token.word, "breaks"):
                return False
            if self._is(token.word, "before") and position not in self._false_negators:
                return True
            if not self._is_small(token.word):
                words_left -= 1
            if not words_left and not has_or:
                return False
        return False

    def _no_inside(self, hit: Place, own: frozenset[str]) -> bool:
        """ "Stiff from sleeping, no fever": a "no" right before the last word of a phrase."""
        if hit.last - hit.first < 2:
            return False
        word = self.tokens[hit.last - 1].word
        return word in NO_RIGHT_BEFORE and word not in own and hit.last - 1 not in self._false_negators

    def _no_after(self, hit: Place) -> bool:
        """ "Chest pain: no", "chest pain, none": the answer of a list, at the end of its clause."""
        starts = self._starts["after"]
        for place in self._marks["after"][
            bisect_right(starts, hit.last) : bisect_right(starts, hit.last + 2)
        ]:
            if self._same_sentence(place, hit):
                following = place.last + 1
                ends = (
                    following >= len(self.tokens)
                    or self.tokens[following].clause != self.tokens[place.last].clause
                )
                if ends and self.tokens[place.first].clause != self.tokens[hit.last].clause:
                    return True
        return False

    def _or_near(self, hit: Place) -> bool:
        """True in a list of things that are not so: "no fever, chills, or chest pain"."""
        start, end = max(0, hit.first - 6), min(len(self.tokens), hit.last + 5)
        return any(
            self.tokens[position].sentence == self.tokens[hit.first].sentence
            and self._is(self.tokens[position].word, "or_")
            for position in (*range(start, hit.first), *range(hit.last + 1, end))
        )

    def _is(self, word: str, kind: str) -> bool:
        return word in self.lexicon.words[kind]

    def _is_small(self, word: str) -> bool:
        return word in self.lexicon.words["small"]
