"""The library as this process's files hold it, and its courses and pieces as rows."""

from functools import cache

from django.db import transaction
from wagtail.models import Locale

from courses.adopting.models import LibraryCourse
from courses.around.faq import loading as faq
from courses.library_loader import editions, files, pieces
from courses.library_loader.editions import Edition


@cache
def library():
    """Returns the library of this release, read once a process: the files change with the code only."""
    return files.read()


class Shelf:
    """What there is to bring: each course as the pages it becomes."""

    def __init__(self, library, locales, found):
        self.locales = locales
        self._editions = {course.facts.slug: Edition(course, library, found) for course in library.courses}

    def edition(self, slug):
        """Returns one course's Edition, or None where the files do not hold it."""
        return self._editions.get(slug)


@transaction.atomic
def put(library):
    """Writes the library's pieces, questions and list of courses where they have changed; returns a Shelf.

    A course that the files no longer hold is not offered any more.
    """
    locales = {code: Locale.objects.get(language_code=code) for code in files.LANGUAGES}
    found = pieces.load(library, locales)
    faq.load(library.faq, locales)
    shelf = Shelf(library, locales, found)
    known = {row.slug: row for row in LibraryCourse.objects.all()}
    for order, course in enumerate(library.courses, 1):
        slug = course.facts.slug
        values = {
            "order": order,
            "version": shelf.edition(slug).version,
            "texts": {code: _text(course, code) for code in files.LANGUAGES},
            "lesson_count": len(course.lessons[files.LANGUAGES[0]]),
            "is_offered": True,
        }
        row = known.pop(slug, None) or LibraryCourse(slug=slug)
        if row.pk is None or any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
    if known:
        LibraryCourse.objects.filter(slug__in=known).update(is_offered=False)
    return shelf


def is_behind(library):
    """Returns whether the rows are not those of the files. One query."""
    rows = dict(LibraryCourse.objects.offered().values_list("slug", "version"))
    return rows != {course.facts.slug: editions.version(course, library) for course in library.courses}


def _text(course, language):
    text = getattr(course.facts, language)
    return {"title": text.title, "summary": text.summary}
