"""Reads the library's files and checks them as a whole."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import yaml
from pydantic import ValidationError

from courses.library_loader import activity_schema, schema
from courses.library_loader.judgement_schema import Judgement

FOLDER = Path(__file__).resolve().parent.parent / "library"
LANGUAGES = ("en", "es")
JUDGEMENTS = "pemat.yaml"
BESIDE_LESSONS = ("course.yaml", "activities.yaml", JUDGEMENTS)


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
    faq: dict = field(default_factory=dict)
    judgements: dict = field(default_factory=dict)  # by the authors, {"course/lesson": Judgement}


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
        faq=_parse_each(schema.FaqEntry, folder / "faq.yaml") if (folder / "faq.yaml").exists() else {},
        judgements=judgements(folder),
        courses=sorted(
            (_course(path.parent) for path in folder.glob("*/course.yaml")), key=lambda one: one.facts.order
        ),
    )
    faults = list(_lost(library))
    if faults:
        raise LibraryError("\n".join(faults))
    return library


def judgements(folder=FOLDER):
    """Returns what the authors said of their lessons, {"course/lesson": Judgement}. Reads nothing else."""
    return {
        f"{path.parent.name}/{slug}": _parse(Judgement, value, f"{path.parent.name}/{path.name}: {slug}")
        for path in sorted(Path(folder).glob(f"*/{JUDGEMENTS}"))
        for slug, value in (_yaml(path) or {}).items()
    }


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
        head = _parse(activity_schema.ActivityHead, value, f"{path.name}: {key}")
        texts = {
            language: _parse(
                activity_schema.TEXTS[head.kind], getattr(head, language), f"{path.name}: {key}.{language}"
            )
            for language in LANGUAGES
        }
        found[key] = Activity(key, head.kind, head.skill, texts)
    return found


def _course(folder):
    facts = _parse(schema.Course, _yaml(folder / "course.yaml"), f"{folder.name}/course.yaml")
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name in BESIDE_LESSONS:
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
    known = {f"{course.facts.slug}/{slug}" for course in library.courses for slug in course.facts.lessons}
    for name in sorted(library.judgements.keys() - known):
        yield f"{JUDGEMENTS}: {name}: no lesson is called that"
    for course in library.courses:
        for language, lessons in course.lessons.items():
            for lesson in lessons:
                yield from _lost_keys(library, f"{course.facts.slug}/{lesson.slug}.{language}.yaml", lesson)
    for key, activity in library.activities.items():
        if len({text.shape for text in activity.texts.values()}) > 1:
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
