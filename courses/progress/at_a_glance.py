"""Where a guest stands in one lesson, found by their cookie's key in one query.

The only SQL written by hand on the way to a page: Django's three queries for the learner, the progress and
the answers cost as much in being written as in being asked (docs/adr/0270-own-pages-from-a-frame.md).
"""

from dataclasses import dataclass
from functools import cache

from django.db import connection
from django.utils import timezone

from courses import steps
from courses.progress.models import ActivityAnswer, LessonProgress
from lms.people.guests import SEEN_EVERY
from lms.people.models import Learner


@dataclass(frozen=True)
class Glance:
    """A learner's primary key, the steps they have done, and {activity key: response}."""

    learner_pk: int
    done: tuple[str, ...]
    answers: dict[str, str]


def of_guest(key, lesson_key):
    """Returns the Glance of the guest with this key at a lesson, or None.

    None too where the guest was last seen so long ago that the visit is to be noted. One query.
    """
    params = [
        _adapted(LessonProgress, "lesson_key", lesson_key),
        _adapted(Learner, "key", key),
        _adapted(Learner, "last_seen_at", timezone.now() - SEEN_EVERY),
    ]
    with connection.cursor() as cursor:
        cursor.execute(_sql(), params)
        rows = cursor.fetchall()
    if not rows:
        return None
    learner_pk, *moments = rows[0][: len(steps.SLUGS) + 1]
    done = tuple(slug for slug, moment in zip(steps.SLUGS, moments, strict=True) if moment is not None)
    return Glance(learner_pk, done, {row[-2]: row[-1] for row in rows if row[-2] is not None})


def _adapted(model, field, value):
    return model._meta.get_field(field).get_db_prep_value(value, connection)


@cache
def _sql():
    learners, progress, answers = (
        model._meta.db_table for model in (Learner, LessonProgress, ActivityAnswer)
    )
    moments = ", ".join(f"p.{slug}_at" for slug in steps.SLUGS)
    return (
        f"SELECT l.id, {moments}, a.activity_key, a.response FROM {learners} l"
        f" LEFT JOIN {progress} p ON p.learner_id = l.id AND p.lesson_key = %s"
        f" LEFT JOIN {answers} a ON a.learner_id = p.learner_id AND a.lesson_key = p.lesson_key"
        " WHERE l.key = %s AND l.user_id IS NULL AND l.last_seen_at >= %s"
    )
