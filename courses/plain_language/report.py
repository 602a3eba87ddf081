"""What keeps a page from readers, and what its author may look at: the reading of a page at the desk."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.library_check import checking, measures
from courses.plain_language import page_words
from courses.shelf.glossary import GlossaryTerm
from lms.readability import grade, sentences_of

HARDEST_GRADE = 8.0  # Flesch–Kincaid: over it a page is held back; from 6 on its author is told
LEAST_EASE = 70.0  # Fernández-Huerta: "fairly easy", which that scale gives to grade 7 and 8
MOST_SENTENCES = 5
KINDS = {
    "reading": gettext_lazy("reading"),
    "second reading": gettext_lazy("second reading"),
    "passive": gettext_lazy("passive"),
    "hard sentence": gettext_lazy("hard sentence"),
    "long words": gettext_lazy("long words"),
}


@dataclass(frozen=True)
class Stop:
    """One reason to hold a page back, with the sentences that cause it."""

    text: str
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A page's PageReport with what holds it back."""

    report: checking.PageReport
    stops: tuple[Stop, ...]

    @property
    def notes(self):
        """What is worth a look, with its kind in words."""
        return [
            {"what": KINDS.get(one.kind, one.kind), "block": one.block, "text": one.text}
            for one in self.report.findings
        ]

    @property
    def holds(self):
        """True where nothing holds the page back."""
        return not self.stops

    def as_text(self):
        """Returns the reasons as plain lines, for a comment."""
        lines = []
        for stop in self.stops:
            lines += [stop.text, *(f"– {sentence}" for sentence in stop.sentences)]
        return "\n".join(lines)


def of(page):
    """Returns the Reading of a page as it stands in memory. Costs one query, for the glossary."""
    words = page_words.of(page)
    known = {
        word.lower()
        for term in GlossaryTerm.objects.filter(locale=page.locale, live=True).values_list("word", flat=True)
        for word in measures.words_of(term)
    }
    report = checking.read(words, known)
    return Reading(report, tuple([*_too_hard(words), *_undescribed(page)]))


def _too_hard(words):
    reading = grade(words.text, words.language)
    is_easy_enough = reading.grade >= LEAST_EASE if words.language == "es" else reading.grade <= HARDEST_GRADE
    if reading.words == 0 or is_easy_enough:
        return
    if words.language == "es":
        text = _("This page is too hard to read: %(value)s on the Spanish scale, where 70 is the least.")
    else:
        text = _("This page is too hard to read: grade %(value)s, where 8 is the most.")
    yield Stop(text % {"value": reading.grade}, hardest(words))


def hardest(words):
    """Returns the sentences of a page that weigh most on its reading, the hardest first."""
    found = [
        (grade(sentence, words.language), sentence)
        for text in words.blocks.values()
        for sentence in sentences_of(text)
    ]
    found = [(reading, sentence) for reading, sentence in found if reading.words >= 5]
    found.sort(key=lambda one: one[0].grade if words.language == "es" else -one[0].grade)
    return tuple(sentence for _reading, sentence in found[:MOST_SENTENCES])


def _undescribed(page):
    if getattr(page, "drawing", "") and hasattr(page, "drawing_alt") and not page.drawing_alt.strip():
        yield Stop(_("The drawing has no description for people who do not see it."))
    for name in ("see", "try_it"):
        for block in getattr(page, name, None) or ():
            if block.block_type in ("picture", "screen") and not (block.value.get("alt") or "").strip():
                yield Stop(_("A picture has no description for people who do not see it."))
            elif block.block_type == "film":
                yield from _untold(block.value)


def _untold(film):
    scenes = film.get("scenes") or ()
    if any(not (scene.get("alt") or "").strip() for scene in scenes):
        yield Stop(_("A scene of a film has no description for people who do not see it."))
    if any(not (scene.get("caption") or "").strip() for scene in scenes):
        yield Stop(_("A scene of a film has no caption."))
