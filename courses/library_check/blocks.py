"""The library's files as pages and blocks of words, as a reader meets them."""

from dataclasses import dataclass

from pydantic import BaseModel

from courses.library_loader.files import LANGUAGES
from lms.readability import plain

# Names, addresses, keys and titles of other people's papers: nobody reads them as a sentence.
UNREAD = {
    "slug", "language", "skill", "name", "url", "publisher", "year", "group", "scenario", "scenarios",
    "activities", "minutes", "fact", "check", "also", "sources", "correct",
    "frame", "shows", "drawing", "column", "row", "scene", "next", "accepted", "answers",
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One page in one language: {block: text}."""

    name: str
    language: str
    blocks: dict

    @property
    def text(self):
        """All words of the page, a line a sentence or heading."""
        return "\n".join(self.blocks.values())


def pages(library):
    """Yields every page of the library in every language."""
    for language in LANGUAGES:
        for course in library.courses:
            yield Page(course.facts.slug, language, {"course": words(getattr(course.facts, language))})
            for lesson in course.lessons[language]:
                yield Page(f"{course.facts.slug}/{lesson.slug}", language, lesson_blocks(lesson, library))
        if library.faq:
            answers = {key: words(getattr(entry, language)) for key, entry in library.faq.items()}
            yield Page("faq", language, answers)
        yield Page("glossary", language, {"words": _all(library.glossary, language)})
        yield Page(
            "facts", language, {"facts": "\n".join(_fact_words(f, language) for f in library.facts.values())}
        )


def lesson_blocks(lesson, library):
    """Returns {block: text} of a lesson, with its fact cards and activities where they stand."""
    language = lesson.language
    top = "\n".join([lesson.title, lesson.drawing.alt, lesson.drawing.caption, *lesson.can_do])
    side = [*lesson.summary, *(word.say for word in lesson.words), *lesson.call_instead]
    blocks = {
        "top": plain(top),
        "connect": words(lesson.connect),
        "see": "\n".join(words(item) for item in lesson.see if item.kind not in ("fact", "check")),
        "try": lesson.try_.intro,
        "reflect": words(lesson.reflect),
        "plan": words(lesson.plan),
        "side": plain("\n".join(side)),
    }
    for kind, key in pieces(lesson):
        if kind == "fact":
            blocks[f"fact {key}"] = _fact_words(library.facts[key], language)
        else:
            blocks[f"activity {key}"] = words(library.activities[key].texts[language])
    return blocks


def pieces(lesson):
    """Yields ("fact" or "activity", key) of what a lesson points at."""
    for item in lesson.see:
        if item.kind == "fact":
            yield "fact", item.value
        elif item.kind == "check":
            yield "activity", item.value
    for key in lesson.try_.activities:
        yield "activity", key


def words(content):
    """Returns all that a reader reads in a piece of content, a line each."""
    return "\n".join(_lines(content))


def _lines(content):
    if isinstance(content, BaseModel):
        content = {name: getattr(content, name) for name in type(content).model_fields}
    if isinstance(content, str):
        yield plain(content)
    elif isinstance(content, dict):
        for key, part in content.items():
            if key not in UNREAD:
                yield from _lines(part)
    elif isinstance(content, (list, tuple)):
        for part in content:
            yield from _lines(part)


def _all(entries, language):
    return "\n".join(words(getattr(entry, language)) for entry in entries.values())


def _fact_words(fact, language):
    text = getattr(fact, language)
    return f"{text.text}\n{text.compared}\n{text.population}"
