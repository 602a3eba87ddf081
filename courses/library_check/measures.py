"""Second readings of a text, beside the grade that `lms.readability` gives. Pure functions."""

import re

from lms.readability import english_syllables, grade, sentences_of, spanish_syllables

HARDEST_SMOG = 8.0
LEAST_INFLESZ = 65.0
FEWEST_SMOG_SENTENCES = 30
LONG_SENTENCE = 25
MOST_PASSIVE = 0.1

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PASSIVE = {
    "en": re.compile(
        r"\b(?:am|is|are|was|were|be|been|being)\s+(?:\w+ly\s+|not\s+)?"
        r"(?:\w{2,}ed|made|done|given|taken|seen|sent|told|written|kept|paid|found|held|known|shown|put)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:es|son|fue|fueron|será|serán|sido|ser)\s+(?:\w+mente\s+)?\w{2,}(?:ad|id)[oa]s?\b",
        re.IGNORECASE,
    ),
}
_LONG = {"en": (english_syllables, 4), "es": (spanish_syllables, 5)}


def words_of(text):
    """Returns the words of a text in order, without digits."""
    return _WORD.findall(text)


def smog(text):
    """Returns the SMOG grade (McLaughlin, 1969) of an English text; None under 30 sentences.

    It says which grade understands all of a text, so it lies about two grades above Flesch–Kincaid for the
    same page. Its limit here is therefore 8 where that one's is 6.
    """
    sentences = [found for found in map(words_of, sentences_of(text)) if found]
    if len(sentences) < FEWEST_SMOG_SENTENCES:
        return None
    long_words = sum(english_syllables(word) >= 3 for words in sentences for word in words)
    return round(1.043 * (long_words * 30 / len(sentences)) ** 0.5 + 3.1291, 1)


def inflesz(text):
    """Returns the ease of a Spanish text on the INFLESZ scale (Barrio-Cantalejo, 2008); None without words.

    The formula is Szigriszt-Pazos (1993): from 65 a text is "bastante fácil", from 80 "muy fácil".
    """
    sentences = [found for found in map(words_of, sentences_of(text)) if found]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return None
    per_word = sum(map(spanish_syllables, words)) / len(words)
    return round(206.835 - 62.3 * per_word - len(words) / len(sentences), 1)


def second_reading(text, language):
    """Returns (value, holds) of the second formula of a language."""
    if language == "es":
        value = inflesz(text)
        return value, value is None or value >= LEAST_INFLESZ
    value = smog(text)
    return value, value is None or value <= HARDEST_SMOG


def hard_sentences(text, language):
    """Returns the sentences of more than 25 words, and those whose own reading is over the limit by far."""
    found = []
    for sentence in sentences_of(text):
        reading = grade(sentence, language)
        is_far = reading.grade < 60 if language == "es" else reading.grade > 10
        if reading.words > LONG_SENTENCE or (reading.words >= 8 and is_far):
            found.append(sentence)
    return found


def long_words(text, language, known):
    """Returns the words of 4 syllables and more (5 in Spanish) that are not among the known, each once."""
    count, least = _LONG[language]
    seen = dict.fromkeys(word.lower() for word in words_of(text))
    return [word for word in seen if count(word) >= least and word not in known]


def passive_share(text, language):
    """Returns the share of sentences that look passive ("is sent", "es enviado"), 0 to 1; a rough guess."""
    sentences = sentences_of(text)
    passive = sum(bool(_PASSIVE[language].search(sentence)) for sentence in sentences)
    return round(passive / len(sentences), 2) if sentences else 0.0
