"""The small library, and the same library after its authors have been at it."""

from dataclasses import replace

import pytest

from courses.adopting import shelf, updating
from courses.adopting.models import Adoption
from lms.organisations import roles
from lms.organisations.models import Membership

FIRST, SECOND = "what-a-portal-is", "portal-phone-visit-911"


@pytest.fixture
def changed(small_library):
    """Makes a library in which one lesson says something else: `changed(minutes=9)`, both languages."""

    def make(slug=FIRST, library=small_library, **values):
        def new(lesson):
            return lesson.model_copy(update=values) if lesson.slug == slug else lesson

        return with_lessons(library, lambda found: [new(one) for one in found])

    return make


def with_lessons(library, change):
    """Returns the library with other lessons: `change` gets and returns the list of each language."""
    course = library.courses[0]
    lessons = {language: change(found) for language, found in course.lessons.items()}
    return replace(library, courses=[replace(course, lessons=lessons)])


@pytest.fixture
def in_force(monkeypatch):
    """Puts a library in the place of this release's files: `in_force(library)`."""

    def put(library):
        monkeypatch.setattr(shelf, "library", lambda: library)
        return library

    return put


@pytest.fixture
def update(in_force):
    """Brings a library to everybody, as the worker does, and returns how many are left."""

    def run(library):
        return updating.go_on(seconds=60, library=in_force(library))

    return run


@pytest.fixture
def adoption(loaded):
    """The clinic's course of the library."""
    return Adoption.objects.select_related("course", "organisation").get(organisation=loaded)


@pytest.fixture
def paula(clinic, staff_of):
    """The clinic's publisher, with her rights."""
    paula = staff_of("paula", clinic, Membership.Role.PUBLISHER)
    roles.sync(organisation=clinic)
    return paula
