"""What of a step's page is a guest's own, for the frame that is everybody's (lms/site/own_pages.py)."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.utils import translation

from courses import steps
from courses.lesson import pieces, tasks
from courses.lesson.parts import is_enough
from courses.progress import at_a_glance

ENDING = "ending"


@dataclass(frozen=True)
class OwnParts:
    """Fills the row of steps, the activities and the tasks of a step. Holds nothing of a person."""

    lesson_key: UUID
    part: str
    language: str
    action: str
    urls: tuple[tuple[str, str], ...]  # (step, address)
    activities: tuple[Any, ...]
    tasks: tuple[tuple[tasks.Task, str], ...]  # (task, address)
    back_url: str
    _rows: dict = field(default_factory=dict, compare=False)  # by the steps that are done: 32 at most

    def fill(self, key):
        """Returns (the learner's primary key, {name of hole: bytes}) of the guest with this key, or None.

        One query, and one more where there are tasks.
        """
        found = at_a_glance.of_guest(key, self.lesson_key)
        if found is None:
            return None
        own, answered = {"steps": self._row(found.done)}, []
        for activity in self.activities:
            response = found.answers.get(activity.key)
            shown = pieces.activity(activity, response, action=self.action, language=self.language)
            own[hole(activity)] = shown.html
            answered.append(shown.is_answered)
        if self.tasks:
            own[ENDING] = self._ending(found.learner_pk, answered)
        return found.learner_pk, own

    def _ending(self, learner_pk, answered):
        passed = tasks.passed([task.slug for task, _url in self.tasks], learner_pk=learner_pk)
        shown = tuple((replace(task, is_passed=task.slug in passed), url) for task, url in self.tasks)
        return pieces.ending(
            shown,
            may_finish=is_enough(answered, [task.is_passed for task, _url in shown]),
            action=self.action,
            back_url=self.back_url,
            language=self.language,
        )

    def _row(self, done):
        if done not in self._rows:
            with translation.override(self.language):
                html = pieces.steps(items(self.part, done, self.urls), language=self.language)
            self._rows[done] = html.encode()
        return self._rows[done]


def hole(activity):
    """Returns the name of the hole of an activity."""
    return f"activity-{activity.key}"


def items(part, done, urls):
    """Returns the row of steps as dicts: label, state (now, done or todo), url, slug."""
    return [
        {
            "label": steps.TITLES[slug],
            "state": "now" if slug == part else "done" if slug in done else "todo",
            "url": url,
            "slug": slug,
        }
        for slug, url in urls
    ]


def of(lesson, part, *, place, language, parts, tasks=(), back_url=""):
    """Returns the OwnParts of a step, or None where something else on its page is a learner's own.

    That is free text and packages. `tasks` are those that the page shows, as dicts with task and url.
    """
    if parts.names_packages or any(one.activity.IS_FREE_TEXT for one in parts.activities):
        return None
    return OwnParts(
        lesson_key=lesson.translation_key,
        part=part,
        language=language,
        action=place.step_url(part),
        urls=tuple((slug, place.step_url(slug)) for slug in steps.SLUGS),
        activities=tuple(one.activity for one in parts.activities),
        tasks=tuple((replace(one["task"], is_passed=False), one["url"]) for one in tasks),
        back_url=back_url,
    )


def leave_holes(parts, holes):
    """Puts a hole in the place of each activity."""
    for one in parts:
        if one.activity:
            one.block, one.html = one.activity, holes.mark(hole(one.activity.activity))
