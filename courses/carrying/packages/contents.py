"""What a package holds: a published course in each language it is in, its lessons side by side."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import override

from courses.carrying import owner
from courses.lesson import wording
from courses.pages import CoursePage
from courses.takeaway import content
from lms.organisations import sites
from lms.organisations.models import Organisation
from lms.organisations.policy import Policy


class NothingPublished(ValueError):
    """The course in the language asked, or each of its lessons, is a draft: nobody may be shown it yet."""


@dataclass(frozen=True)
class Chapter:
    """One lesson as published: {language: takeaway.content.Lesson}, the language asked first."""

    key: UUID
    number: int
    versions: dict

    @property
    def first(self):
        """The lesson in the first of its languages."""
        return next(iter(self.versions.values()))

    @property
    def file(self):
        """The name of its page in the package."""
        return f"{self.number:02}-{slugify(self.first.page.slug)[:60] or 'lesson'}.html"

    @property
    def iri(self):
        """Names the lesson for ever and everywhere; the same in every export and language."""
        return f"{settings.XAPI_ACTIVITY_BASE}packages/lesson/{self.key}"

    def titles(self):
        """Returns {language: title}."""
        return {language: lesson.page.title for language, lesson in self.versions.items()}

    def descriptions(self):
        """Returns {language: what one can do afterwards, or the title where nothing is said}."""
        return {
            language: " ".join(lesson.lines("can_do")) or lesson.page.title
            for language, lesson in self.versions.items()
        }


@dataclass(frozen=True)
class Contents:
    """A course with its lessons. `courses` is {language: page}, the language asked first."""

    courses: dict
    chapters: tuple[Chapter, ...]
    organisation: Organisation | None
    base: str

    @property
    def course(self):
        """The course in the language asked."""
        return next(iter(self.courses.values()))

    @property
    def policy(self):
        """Whose numbers stand on the pages."""
        return self.organisation.policy if self.organisation else Policy()

    @property
    def iri(self):
        """Names the course for ever and everywhere."""
        return f"{settings.XAPI_ACTIVITY_BASE}packages/course/{self.course.translation_key}"

    def words(self, lesson, language):
        """Returns the glossary's words that a lesson uses, as (word, meaning). One query a language."""
        found = wording.glossary(self.organisation, language).words_in(lesson.text)
        return [(word.word, word.meaning) for _shown, word in found]

    def practice(self, lesson, language):
        """Returns its practice tasks as (title, minutes, whole address on the site)."""
        path = lesson.page.get_url_parts()[2]
        with override(language):
            return [
                (task.title, task.minutes, f"{self.base}{task.url_from(f'{path}try/')}")
                for task in lesson.practice
            ]


def of(course):
    """Returns the Contents of a course as it is published now. Raises NothingPublished.

    Costs five queries, one a language, and for each lesson those that its activities and tasks take.
    """
    organisation = owner.of(course)
    courses = _courses(course)
    chapters = _chapters(courses, organisation)
    if course.locale.language_code not in courses or not chapters:
        raise NothingPublished(course.slug)
    base = sites.base_of(organisation) if organisation else settings.SITE_URL
    return Contents(courses, chapters, organisation, base)


def _courses(course):
    pages = CoursePage.objects.live().filter(translation_key=course.translation_key).select_related("locale")
    found = {page.locale.language_code: page for page in pages.order_by("locale__language_code")}
    asked = course.locale.language_code
    return {language: found[language] for language in sorted(found, key=lambda one: (one != asked, one))}


def _chapters(courses, organisation):
    versions = {}
    for language, course in courses.items():
        with override(language):
            for lesson in content.lessons(course, language, organisation=organisation):
                versions.setdefault(lesson.page.translation_key, {})[language] = lesson
    return tuple(Chapter(key, number, found) for number, (key, found) in enumerate(versions.items(), 1))
