"""How easy a page is to read, in English and in Spanish.

Pure functions with no dependency. Published packages were tried first: for English they fetch a pronouncing
dictionary from the network at first use, and for Spanish they count hyphenation points instead of syllables
("día" as one), which makes a page look easier than it is.
"""

import re
from dataclasses import dataclass

LONGEST_MEAN_SENTENCE = 15
HARDEST_ENGLISH_GRADE = 6.0
LEAST_SPANISH_EASE = 80.0

_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]+(?=[\s\"”»')]|$)|\n+")
_ABBREVIATION = re.compile(r"\b(Dr|Dra|Mr|Mrs|Ms|Sr|Sra|St|No|vs|etc|p|ej|EE|UU|a|m)\.(?=\s*\S)")

_ENGLISH_VOWELS = re.compile(r"[aeiouy]+")
# Two vowels in a row that are spoken apart: "i-o" in audio (not in action), "e-o" in video, "u-a" in usual.
_ENGLISH_APART = re.compile(
    r"(?<![tscg])i[aou](?!r)|(?<![tc])ia[bl]|(?<!p)eo(?!u)|[aeoy]ing$|(?<![gq])ua|creat|react|[iy]ers?$"
)
_ENGLISH_SILENT_INSIDE = re.compile(
    r"(?<=[^aeiouylr])e(?=(?:ly|ment|ments|ful|fully|times?|thing|one|body|where|side|line|lines)$)"
)
_ENGLISH_SILENT_END = re.compile(
    r"(?:[^aeiouyl]|[aeiouy]l|rl)e$|[^aeioutdl]ed$|[aeiouyrl]led$|(?:[^aeiousxzcgl]|[aeiou]l)es$"
)
_ENGLISH_KEPT_END = re.compile(r"(?:[cs]h)es$")
# Words that the rules miscount and that our pages use; counted by ear, held by a test.
_ENGLISH_EXCEPTIONS = {
    "anxiety": 4, "area": 3, "being": 2, "beside": 2, "business": 2, "caregiver": 3, "caregivers": 3,
    "client": 2, "dementia": 4, "diabetes": 4, "evening": 2, "every": 2, "everyday": 3, "everyone": 3,
    "everything": 3, "experience": 4, "guard": 1, "guide": 1, "homepage": 2, "household": 2, "idea": 3,
    "ideas": 3, "language": 2, "lifeline": 2, "notebook": 2, "one": 1, "people": 2, "phone": 1,
    "prior": 2, "quiet": 2, "quote": 1, "reliable": 4, "safety": 2, "science": 2, "someone": 2,
    "something": 2, "sometimes": 2, "somewhere": 2, "suicide": 3, "therefore": 2, "tongue": 1,
    "voicemail": 2, "website": 2, "websites": 2,
}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """A measured text: `grade` is Flesch–Kincaid (en: less is easier) or Fernández-Huerta (es: more is)."""

    grade: float
    sentence_length: float
    words: int
    language: str = "en"

    @property
    def is_easy(self) -> bool:
        """True up to grade 6 (en) or from an ease of 80 (es), with a mean of 15 words a sentence at most."""
        if self.words == 0:
            return True
        if self.sentence_length > LONGEST_MEAN_SENTENCE:
            return False
        if self.language == "es":
            return self.grade >= LEAST_SPANISH_EASE
        return self.grade <= HARDEST_ENGLISH_GRADE


def grade(text: str, language: str) -> Reading:
    """The reading of a text in "en" or "es"; a line break ends a sentence, and digits are left out.

    English: Flesch–Kincaid grade (Kincaid and others, 1975). Spanish: Fernández-Huerta (1959) as words per
    sentence and syllables per word, the reading of the formula given by Law (2011).
    Raises KeyError for another language.
    """
    count = {"en": english_syllables, "es": spanish_syllables}[language]
    sentences = [found for found in map(_WORD.findall, sentences_of(text)) if found]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return Reading(0.0, 0.0, 0, language)
    per_sentence = len(words) / len(sentences)
    per_word = sum(map(count, words)) / len(words)
    if language == "es":
        value = 206.84 - 60 * per_word - 1.02 * per_sentence
    else:
        value = 0.39 * per_sentence + 11.8 * per_word - 15.59
    return Reading(round(value, 1), round(per_sentence, 1), len(words), language)


def plain(text: str) -> str:
    """The words a reader sees: link addresses and the marks of emphasis are gone."""
    return _LINK.sub(r"\1", text).replace("**", "")


def sentences_of(text: str) -> list[str]:
    """The sentences of a text in order; "Dr." and the like do not end one."""
    whole = _ABBREVIATION.sub(r"\1", plain(text))
    return [part.strip() for part in _SENTENCE_END.split(whole) if part.strip()]


def english_syllables(word: str) -> int:
    """How many syllables an English word has, by rule and a short list of exceptions; at least one."""
    spelled = word.lower().replace("’", "'").removesuffix("'s")
    if spelled in _ENGLISH_EXCEPTIONS:
        return _ENGLISH_EXCEPTIONS[spelled]
    spelled = _ENGLISH_SILENT_INSIDE.sub("", spelled.replace("'", "")).replace("qu", "q")
    count = len(_ENGLISH_VOWELS.findall(spelled)) + len(_ENGLISH_APART.findall(spelled))
    if _ENGLISH_SILENT_END.search(spelled) and not _ENGLISH_KEPT_END.search(spelled):
        count -= 1
    return max(count, 1)


def spanish_syllables(word: str) -> int:
    """How many syllables a Spanish word has: one a strong or accented vowel, one a pair of weak ones."""
    spelled = re.sub(r"(?<=[gq])u(?=[eéií])", "", word.lower())
    spelled = re.sub(r"y(?![aeiouáéíóú])", "i", spelled)
    runs = re.findall(r"[aeiouáéíóúü]+", spelled)
    return max(sum(max(len(re.findall(r"[aeoáéíóú]", run)), 1) for run in runs), 1)
