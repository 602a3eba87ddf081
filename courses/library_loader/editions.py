"""The library's courses as the pages they become: worked out once, then brought to many organisations."""

from dataclasses import dataclass
from functools import cached_property

from courses.library_loader import files, pages
from courses.pages import CoursePage, LessonPage


@dataclass(frozen=True)
class Sheet:
    """One page to be: its permanent name within an organisation, its key, its fields, and their checksum."""

    model: type
    name: str
    key: str
    slug: str
    values: dict
    mark: str


def sheet(model, name, slug, values):
    """Returns a Sheet; its checksum is the same whenever the files are the same."""
    key = values.get("key", "")
    return Sheet(model, name, key, slug, values, files.checksum(repr(_plain(values))))


def _plain(value):
    if isinstance(value, dict):
        return [(key, _plain(value[key])) for key in sorted(value)]
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return f"{value._meta.model_name} {value.key}" if hasattr(value, "_meta") else value


class Edition:
    """One course of the library. `found` holds the pieces by (kind, key, language)."""

    def __init__(self, course, library, found):
        self.slug, self._course, self._library, self._found = course.facts.slug, course, library, found

    @cached_property
    def version(self):
        """A checksum of the course's files and of the pieces its lessons use."""
        return version(self._course, self._library)

    @cached_property
    def sheets(self):
        """{language: (the course's Sheet, [its lessons' Sheets])}"""
        return {language: self._in(language) for language in files.LANGUAGES}

    @cached_property
    def lessons(self):
        """The keys of the lessons, in their order."""
        return [one.key for one in self.sheets[files.LANGUAGES[0]][1]]

    def _in(self, language):
        head = sheet(CoursePage, f"course/{self.slug}", self.slug, pages.course(self._course, language))
        return head, [self._lesson(one) for one in self._course.lessons[language]]

    def _lesson(self, lesson):
        key = f"{self.slug}/{lesson.slug}"
        return sheet(LessonPage, f"lesson/{key}", lesson.slug, pages.lesson(key, lesson, self._found))


def version(course, library):
    """Returns a checksum of a course's files and of the pieces its lessons use."""
    lessons = course.lessons[files.LANGUAGES[0]]
    facts = {item.value for one in lessons for item in one.see if item.kind == "fact"}
    used = {item.value for one in lessons for item in one.see if item.kind == "check"}
    used |= {key for one in lessons for key in one.try_.activities}
    return files.checksum(
        repr(course),
        repr([library.facts[key] for key in sorted(facts)]),
        repr([library.activities[key] for key in sorted(used)]),
    )
