"""Finds what a learner may play: a package of the asked site's organisation, in a published lesson of it."""

from dataclasses import dataclass

from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import Http404
from django.utils.translation import get_language

from courses.packages.models import Attempt, Package
from courses.pages import LessonPage
from courses.routing import root_paths


@dataclass(frozen=True)
class Place:
    """A package in its lesson."""

    lesson: LessonPage
    package: Package

    def attempt_of(self, learner):
        """Returns the learner's Attempt here, or None."""
        mine = Attempt.objects.for_learner(learner).in_lesson(self.lesson.translation_key)
        return mine.filter(package=self.package).first()


def find(request, lesson_key, package_key):
    """Returns the Place. Raises Http404 where the lesson is not of this site, or the package not in it."""
    language = get_language()
    root = root_paths(request).get(language)
    found = Package.objects.for_organisation(request.organisation).ready().by_key([package_key])
    package = found.get(str(package_key))
    if package is None or root is None:
        raise Http404("No such package here.")
    lesson = LessonPage.objects.below(root).of_key(lesson_key, language)
    if lesson is None or str(package.key) not in _keys(lesson):
        raise Http404("The package is in no such lesson.")
    return Place(lesson, package)


def attempt_of(request, pk):
    """Returns one of the learner's own attempts at a package of this organisation. Raises Http404."""
    found = Attempt.objects.for_learner(request.learner).filter(
        pk=pk, package__organisation=request.organisation
    )
    attempt = found.first()
    if attempt is None:
        raise Http404("No such attempt of yours.")
    return attempt


def lessons_with(package):
    """Returns the titles of an organisation's lessons, drafts too, in which a package stands.

    Costs a query that looks through all lessons for the key; asked at the desk only.
    """
    rows = LessonPage.objects.annotate(as_text=Cast("try_it", TextField()))
    found = rows.filter(as_text__contains=str(package.key)).order_by("path")
    return list(found.values_list("title", flat=True))


def _keys(lesson):
    return {block.value for block in lesson.try_it if block.block_type == "package"}
