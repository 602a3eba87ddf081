"""Reads the library's files and checks them as a whole."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import yaml
from pydantic import ValidationError

from courses.library_loader import schema

FOLDER = Path(__file__).resolve().parent.parent / "library"
LANGUAGES = ("en", "es")


class LibraryError(Exception):
    """A file of the library does not hold; the text names the file and the key, a line a fault."""


@dataclass(frozen=True)
class Activity:
    """One activity: its kind, its skill and its texts by language."""

    key: str
    kind: str
    skill: str
    texts: dict


@dataclass(frozen=True)
class Course:
    """One course with its lessons: {language: [Lesson, …]} in the course's order."""

    facts: schema.Course
    lessons: dict


@dataclass(frozen=True)
class Library:
    """All that the open library holds."""

    pages: schema.Pages
    facts: dict
    glossary: dict
    activities: dict
    courses: list


def checksum(*parts):
    """Returns a hash of what a page or a piece is made from."""
    return sha256(
        "\x1e".join(part if isinstance(part, str) else repr(part) for part in parts).encode()
    ).hexdigest()


def read(folder=FOLDER):
    """Returns the library. Raises LibraryError with every fault of the first file that has one."""
    folder = Path(folder)
    library = Library(
        pages=_parse(schema.Pages, _yaml(folder / "pages.yaml"), "pages.yaml"),
        facts=_parse_each(schema.Fact, folder / "facts.yaml"),
        glossary=_parse_each(schema.GlossaryEntry, folder / "glossary.yaml"),
        activities=_all_activities(folder),
        courses=sorted(
            (_course(path.parent) for path in folder.glob("*/course.yaml")), key=lambda one: one.facts.order
        ),
    )
    faults = list(_lost(library))
    if faults:
        raise LibraryError("\n".join(faults))
    return library


def _yaml(path):
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except OSError as error:
        raise LibraryError(f"{path.name}: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise LibraryError(f"{path.name}: {error}") from error


def _parse(kind, data, name):
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        lines = [
            f"{name}: {'.'.join(str(part) for part in fault['loc']) or 'the whole'}: {fault['msg']}"
            for fault in error.errors()
        ]
        raise LibraryError("\n".join(lines)) from error


def _parse_each(kind, path):
    return {key: _parse(kind, value, f"{path.name}: {key}") for key, value in (_yaml(path) or {}).items()}


def _all_activities(folder):
    """Returns the shared activities with each course's own; no key may stand twice."""
    found = _activities(folder / "activities.yaml")
    for path in sorted(folder.glob("*/activities.yaml")):
        own = _activities(path)
        if twice := sorted(found.keys() & own.keys()):
            raise LibraryError(f"{path.parent.name}/activities.yaml: {twice[0]}: stands in another file too")
        found |= own
    return found


def _activities(path):
    found = {}
    for key, value in (_yaml(path) or {}).items():
        head = _parse(schema.ActivityHead, value, f"{path.name}: {key}")
        texts = {
            language: _parse(
                schema.TEXTS[head.kind], getattr(head, language), f"{path.name}: {key}.{language}"
            )
            for language in LANGUAGES
        }
        found[key] = Activity(key, head.kind, head.skill, texts)
    return found


def _course(folder):
    facts = _parse(schema.Course, _yaml(folder / "course.yaml"), f"{folder.name}/course.yaml")
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name in ("course.yaml", "activities.yaml"):
            continue
        name = f"{folder.name}/{path.name}"
        lesson = _parse(schema.Lesson, _yaml(path), name)
        if not path.name.endswith(f"{lesson.slug}.{lesson.language}.yaml"):
            raise LibraryError(f"{name}: the file is not named for its slug and language")
        found[lesson.slug, lesson.language] = lesson
    missing = [
        f"{folder.name}: no file for lesson {slug} in {language}"
        for slug in facts.lessons
        for language in LANGUAGES
        if (slug, language) not in found
    ]
    extra = [
        f"{folder.name}/course.yaml: lessons does not name {slug}"
        for slug, _ in found
        if slug not in facts.lessons
    ]
    if missing or extra:
        raise LibraryError("\n".join(missing + sorted(set(extra))))
    lessons = {language: [found[slug, language] for slug in facts.lessons] for language in LANGUAGES}
    return Course(facts, lessons)


def _lost(library):
    """Yields a line for each key that points nowhere and each place where the languages differ."""
    for course in library.courses:
        for language, lessons in course.lessons.items():
            for lesson in lessons:
                yield from _lost_keys(library, f"{course.facts.slug}/{lesson.slug}.{language}.yaml", lesson)
    for key, activity in library.activities.items():
        if len({_shape(text) for text in activity.texts.values()}) > 1:
            yield f"activities.yaml: {key}: the two languages do not list the same things in the same order"


def _lost_keys(library, name, lesson):
    for item in lesson.see:
        if item.kind == "fact" and item.value not in library.facts:
            yield f"{name}: see: no fact is called {item.value}"
        if item.kind == "check" and item.value not in library.activities:
            yield f"{name}: see: no activity is called {item.value}"
    for key in lesson.try_.activities:
        if key not in library.activities:
            yield f"{name}: try.activities: no activity is called {key}"


def _shape(text):
    """Returns what must be equal in both languages: how many answers, which are right, which group."""
    if isinstance(text, schema.ChoiceText):
        return tuple(option.correct for option in text.options)
    if isinstance(text, schema.SortingText):
        return len(text.groups), tuple(text.groups.index(item.group) for item in text.items)
    if isinstance(text, schema.OrderingText):
        return len(text.items)
    return getattr(text, "scenario", None)
