"""The notation of the word lists and the matcher that runs it in one pass over a text.

A phrase is a row of words. `a|b` means either, `swell*` any word that begins so, `$name` a list of words that
the file names. Small words ("the", "my", "very") may stand between two words of a phrase; `..3` allows up to
three more words of any kind there. `fever + stiff neck` means both, near each other, in either order.
A phrase never runs over the end of a sentence; the two sides of a `+` may.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sandbox_portal.safety.tokens import Token
from sandbox_portal.safety.wordforms import forms, sound

MOST_FILLERS = 4
TYPO_LENGTH = 5  # shorter words have too many real neighbours ("pain", "paid")


@dataclass(frozen=True, slots=True)
class Slot:
    """The words that may stand in one place of a phrase, and how many others may come before it."""

    keys: frozenset[str]
    gap: int


@dataclass(frozen=True, slots=True)
class Atom:
    """One phrase without `+`."""

    slots: tuple[Slot, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an atom stands: positions of its first and last word."""

    first: int
    last: int


class PhraseError(ValueError):
    """A phrase of a word list cannot be read."""


def parse(phrase: str, words: Mapping[str, Sequence[str]], language: str) -> tuple[Atom, ...]:
    """The atoms of a phrase: one, or one for each side of its `+`."""
    return tuple(_atom(part, words, language, phrase) for part in phrase.split(" + "))


def _atom(part: str, words: Mapping[str, Sequence[str]], language: str, phrase: str) -> Atom:
    slots: list[Slot] = []
    gap = 0
    for piece in part.split():
        if piece.startswith(".."):
            if not piece[2:].isdigit() or not slots:
                raise PhraseError(f"{phrase!r}: write a gap as ..3 between two words")
            gap = int(piece[2:])
            continue
        slots.append(Slot(frozenset(_keys(piece, words, phrase)), gap))
        gap = 0
    if not slots or gap:
        raise PhraseError(f"{phrase!r}: a phrase begins and ends with a word")
    return Atom(tuple(slots), language)


def _keys(piece: str, words: Mapping[str, Sequence[str]], phrase: str) -> Iterable[str]:
    for choice in piece.split("|"):
        if choice.startswith("$"):
            if choice[1:] not in words:
                raise PhraseError(f"{phrase!r}: no list of words is called {choice}")
            yield from words[choice[1:]]
        elif (
            choice.rstrip("*").isascii()
            and choice.rstrip("*").isalnum()
            and choice.islower()
            or choice.isdigit()
        ):
            yield choice
        else:
            raise PhraseError(f"{phrase!r}: {choice!r} is not lower-case ASCII letters")


@dataclass
class Index:
    """All atoms of all lists, looked up by their first word.

    A text costs a bounded number of look-ups a word: linear, whatever it says.
    """

    atoms: Sequence[Atom]
    fillers: Mapping[str, frozenset[str]]
    not_typos: frozenset[str]
    _starts: dict[str, list[int]] = field(default_factory=dict, repr=False)
    _prefixes: frozenset[str] = field(default_factory=frozenset, repr=False)
    _lengths: tuple[int, ...] = field(default=(), repr=False)
    _typos: dict[str, set[str]] = field(default_factory=dict, repr=False)
    _sounds: dict[str, set[str]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        keys = {key for atom in self.atoms for slot in atom.slots for key in slot.keys}
        self._own = [frozenset(key for slot in atom.slots for key in slot.keys) for atom in self.atoms]
        self._vocabulary = frozenset(key for key in keys if not key.endswith("*"))
        self._prefixes = frozenset(key[:-1] for key in keys if key.endswith("*"))
        self._lengths = tuple(sorted({len(prefix) for prefix in self._prefixes}))
        for number, atom in enumerate(self.atoms):
            for key in atom.slots[0].keys:
                self._starts.setdefault(key, []).append(number)
        for word in {
            key for atom in self.atoms if atom.language == "es" for slot in atom.slots for key in slot.keys
        }:
            if len(word) >= TYPO_LENGTH - 1 and word.isalpha():
                self._sounds.setdefault(sound(word), set()).add(word)
        for word in self._vocabulary:
            for variant in _variants(word):
                self._typos.setdefault(variant, set()).add(word)

    def keys(self, word: str) -> frozenset[str]:
        """The entries of the lists that a word stands for: itself, its beginnings, or, when the lists
        do not name it, the words of which it is another form, the same sound or a misspelling."""
        found = {word} if word in self._vocabulary else set()
        for length in self._lengths:
            if length > len(word):
                break
            if word[:length] in self._prefixes:
                found.add(word[:length] + "*")
        if not found and len(word) >= TYPO_LENGTH - 1 and word not in self.not_typos and word.isalpha():
            found = forms(word) & self._vocabulary
            found = found or self._sounds.get(sound(word), set()) or self._misspelt(word)
        return frozenset(found)

    def words_of(self, number: int) -> frozenset[str]:
        """All words that an atom names."""
        return self._own[number]

    def _misspelt(self, word: str) -> set[str]:
        near = set(self._typos.get(word, ()))
        if len(word) >= TYPO_LENGTH - 1:
            for shorter in _deletions(word):
                near.update(self._typos.get(shorter, ()))
                if shorter in self._vocabulary and len(shorter) >= TYPO_LENGTH:
                    near.add(shorter)
        return {candidate for candidate in near if _is_typo(word, candidate)}

    def find(self, tokens: Sequence[Token], masked: frozenset[int] = frozenset()) -> dict[int, list[Place]]:
        """Each atom that stands in the text, by its number, with its places in order."""
        seen: dict[str, frozenset[str]] = {}
        keyed = []
        for position, token in enumerate(tokens):
            keys = seen.get(token.word)
            if keys is None:
                keys = seen[token.word] = self.keys(token.word)
            keyed.append(frozenset() if position in masked else keys)
        present = frozenset().union(*keyed)
        starts = self._possible(present)
        found: dict[int, list[Place]] = {}
        for position, keys in enumerate(keyed):
            for number in {number for key in keys for number in starts[key]}:
                last = self._walk(self.atoms[number], tokens, keyed, position)
                if last is not None:
                    found.setdefault(number, []).append(Place(position, last))
        return found

    def _possible(self, present: frozenset[str]) -> dict[str, list[int]]:
        """By first word, the atoms that have a word for each of their places somewhere in the text."""
        return {
            key: [
                number
                for number in self._starts.get(key, ())
                if not any(slot.keys.isdisjoint(present) for slot in self.atoms[number].slots[1:])
            ]
            for key in present
        }

    def _walk(
        self, atom: Atom, tokens: Sequence[Token], keyed: Sequence[frozenset[str]], position: int
    ) -> int | None:
        fillers = self.fillers[atom.language]
        for slot in atom.slots[1:]:
            position_next = None
            others, small = slot.gap, MOST_FILLERS
            for candidate in range(position + 1, min(position + 2 + slot.gap + MOST_FILLERS, len(tokens))):
                if tokens[candidate].sentence != tokens[position].sentence:
                    break
                if not slot.keys.isdisjoint(keyed[candidate]):
                    position_next = candidate
                    break
                if small and tokens[candidate].word in fillers:
                    small -= 1
                elif others:
                    others -= 1
                else:
                    break
            if position_next is None:
                return None
            position = position_next
        return position


def _deletions(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(len(word))]


def _variants(word: str) -> set[str]:
    """What a misspelling shares with the word: all of it less one letter, or two letters swapped."""
    if not word.isalpha() or len(word) < TYPO_LENGTH - 1:
        return set()
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)} - {word}
    if len(word) < TYPO_LENGTH:
        return swapped
    return swapped | {word} | set(_deletions(word))


def _is_typo(word: str, meant: str) -> bool:
    """True one slip away: a letter lost, doubled, wrong or swapped, the first letter right or swapped."""
    if word == meant:
        return True
    if len(word) == len(meant):
        wrong = [place for place, (a, b) in enumerate(zip(word, meant, strict=True)) if a != b]
        if len(wrong) == 2:
            first, second = wrong
            return second == first + 1 and word[first] == meant[second] and word[second] == meant[first]
        return len(wrong) == 1 and wrong[0] > 0 and len(meant) >= TYPO_LENGTH
    if word[0] != meant[0] or len(meant) < TYPO_LENGTH:
        return False
    longer, shorter = (word, meant) if len(word) > len(meant) else (meant, word)
    return len(longer) == len(shorter) + 1 and shorter in _deletions(longer)
