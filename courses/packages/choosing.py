"""Packages as authors choose them, and as a lesson shows them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.packages.models import Attempt, Package
from lms.organisations.walls import scope


def choices(also=()):
    """Returns an organisation's ready packages as choices for its authors; nothing away from its desk.

    `also` are keys that a lesson has already: they stay on offer, whoever edits it, whatever became of them.
    """
    desk = scope.current()
    own = Package.objects.for_organisation(desk.organisation_id if desk else None).ready()
    found = {str(one.key): one.title for one in own}
    return [*found.items(), *_kept(desk, [key for key in also if key not in found])]


def _kept(desk, keys):
    """Returns choices for what is not on offer; by its title where the reader may know it."""
    there = Package.objects.by_key(keys)
    gone = _("A package that is not there any more")
    return [
        (key, one.title if one and (desk is None or one.organisation_id in desk.organisation_ids) else gone)
        for key, one in ((key, there.get(key)) for key in keys)
    ]


@dataclass(frozen=True)
class Shown:
    """A package inside a lesson: where it opens, and how far the learner is."""

    package: Package
    url: str
    attempt: Attempt | None

    @property
    def score(self):
        """The score in hundredths, or None."""
        return hundredths(self.attempt)


def hundredths(attempt):
    """Returns an attempt's score from 0 to 100, or None."""
    return None if attempt is None or attempt.score is None else round(attempt.score * 100)


def find(keys, *, lesson, learner, organisation):
    """Returns {key: Shown} of an organisation's own ready packages. Two queries, none without a key."""
    if not keys:
        return {}
    packages = Package.objects.for_organisation(organisation).ready().by_key(keys)
    mine = Attempt.objects.for_learner(learner).in_lesson(lesson.translation_key)
    attempts = {row.package_id: row for row in mine} if learner and packages else {}
    return {
        key: Shown(
            package=package,
            url=reverse("packages:play", args=[lesson.translation_key, package.key]),
            attempt=attempts.get(package.pk),
        )
        for key, package in packages.items()
    }
