"""Makes the blocks of See and Try ready to be shown: forms, earlier answers, what we say to them."""

from dataclasses import dataclass
from typing import Any

from courses.lesson import tasks
from courses.notebook.models import NotebookEntry
from courses.packages import choosing as packages
from courses.progress.models import ActivityAnswer


@dataclass
class ActivityPart:
    """One activity on a page."""

    activity: Any
    form: Any = None
    marked: Any = None
    is_kept: bool = False

    @property
    def key(self):
        """The activity's key, which is its place on the page as well."""
        return self.activity.key

    @property
    def is_answered(self):
        """True once the learner has given any answer."""
        return self.marked is not None or self.is_kept


@dataclass
class Part:
    """One block of a step: an activity, a practice task, a package, or something to read (`html`)."""

    block: Any = None
    html: str = ""
    activity: ActivityPart | None = None
    task: Any = None
    package: Any = None


class Parts(list):
    """The blocks of a step, in order.

    `names_packages`: packages are named among them, shown here or not.
    """

    names_packages = False

    @property
    def activities(self):
        """The activities that ask for an answer."""
        return [part.activity for part in self if part.activity]

    @property
    def has_words(self):
        """True where the learner types."""
        return any(activity.activity.IS_TYPED for activity in self.activities)

    @property
    def has_film(self):
        """True where a film of scenes stands among them, which has a script of its own."""
        read = (part.block for part in self if part.block is not None and part.activity is None)
        return any(block.block_type == "film" for block in read)

    @property
    def tasks(self):
        """The practice tasks."""
        return [part.task for part in self if part.task]

    def activity(self, key):
        """Returns the activity of this key, or None."""
        return next((activity for activity in self.activities if activity.key == key), None)

    @property
    def may_finish(self):
        """True when enough was tried."""
        return is_enough(
            [activity.is_answered for activity in self.activities], [task.is_passed for task in self.tasks]
        )


def is_enough(answered, passed):
    """Whether enough was tried: every activity answered, or, where there is none, a task passed."""
    return all(answered) if answered else not passed or any(passed)


def of(stream, *, lesson, learner, language, organisation=None, wording=None, has_begun=True):
    """Returns the Parts of a stream; what is there to read as `wording` has it.

    Costs one query for activities, one for fact cards, one for tasks, and one for answers where the learner
    has begun the lesson, each only where there are any; one for the notebook where a reflection stands among
    them; two for packages, if there are.
    """
    blocks = [block for block in stream if block.value is not None]
    activities = [block.value for block in blocks if block.block_type in ("activity", "check")]
    shown = [activity for activity in activities if activity.live]
    answers = _answers(lesson, learner, shown) if has_begun else {}
    notes = _notes(lesson, learner, shown)
    slugs = [
        block.value if block.block_type == "scenario" else block.value.scenario
        for block in blocks
        if block.block_type == "scenario" or getattr(block.value, "scenario", "")
    ]
    found_tasks = tasks.find(slugs, learner=learner, language=language, organisation=organisation)
    keys = [block.value for block in blocks if block.block_type == "package"]
    found_packages = packages.find(keys, lesson=lesson, learner=learner, organisation=organisation)
    parts = Parts()
    parts.names_packages = bool(keys)
    for block in blocks:
        if block.block_type == "scenario":
            _add_task(parts, found_tasks, block.value, "")
        elif block.block_type == "package":
            if block.value in found_packages:
                parts.append(Part(package=found_packages[block.value]))
        elif block.block_type not in ("activity", "check"):
            parts.append(Part(block=block, html=_reading(block, wording, len(parts))))
        elif block.value.live and not block.value.HAS_ANSWER:
            _add_task(parts, found_tasks, block.value.scenario, block.value.prompt)
        elif block.value.live:
            parts.append(Part(activity=_activity(block.value, answers, notes)))
    return parts


def _reading(block, wording, number):
    return wording.block(block, f"part-{number}") if wording else block.render()


def _add_task(parts, found, slug, intro):
    task = found.get(slug)
    if task is not None and all(task.slug != other.slug for other in parts.tasks):
        parts.append(Part(task=task.introduced(intro)))


def _answers(lesson, learner, activities):
    if not learner or not any(activity.HAS_ANSWER and not activity.IS_FREE_TEXT for activity in activities):
        return {}
    return ActivityAnswer.objects.for_learner(learner).by_activity(lesson.translation_key)


def _notes(lesson, learner, activities):
    if not learner or not any(activity.IS_FREE_TEXT for activity in activities):
        return {}
    return NotebookEntry.objects.for_learner(learner).of_lesson(lesson.translation_key)


def _activity(activity, answers, notes):
    if activity.IS_FREE_TEXT:
        entry = notes.get(activity.key)
        text = entry.text if entry else ""
        return ActivityPart(activity, activity.form(response=text), is_kept=bool(entry))
    given = answers.get(activity.key)
    return answered(activity, given.response if given else None)


def answered(activity, response):
    """Returns an activity of keys with an earlier response to it, or with none (None)."""
    try:
        marked = None if response is None else activity.mark(response)
    except (KeyError, ValueError):  # the author has changed the answers since
        response = marked = None
    return ActivityPart(activity, activity.form(response=response or ""), marked)
