"""What the pages of reminders show."""

from django.db.models import Min
from django.utils import timezone

from courses.lesson.parts import ActivityPart, Part, Parts
from courses.pages import LessonPage
from courses.reminders import questions, refreshing
from courses.reminders.models import Letter, Refresher, ReminderChoice
from self_check.forms import ReplyForm
from self_check.models import FollowUp

MOST_CARDS = 3


def cards(learner, language):
    """Returns the refreshers for the learner's own page: [{id, title}], three at most. Two queries."""
    found = refreshing.due(learner, timezone.localdate())
    return [
        {"id": one.pk, "title": title} for one, title in refreshing.titles(found[:MOST_CARDS], language)
    ]


def overview(learner):
    """Returns the learner's choice and the next [(day, kind), …], the soonest first. Three queries.

    A kind is "question" (about the plan) or "refresher".
    """
    if learner is None:
        return {"choice": None, "coming": []}
    today = timezone.localdate()
    refreshers = Refresher.objects.for_learner(learner).open().filter(due_on__gt=today)
    steps = FollowUp.objects.for_learner(learner).filter(answered_at__isnull=True, due_on__gt=today)
    coming = [
        (steps.aggregate(on=Min("due_on"))["on"], "question"),
        (refreshers.aggregate(on=Min("due_on"))["on"], "refresher"),
    ]
    return {
        "choice": ReminderChoice.objects.for_learner(learner).first(),
        "coming": sorted(one for one in coming if one[0]),
    }


def refresher(learner, pk):
    """Returns the learner's own refresher of a number when its day has come, or None."""
    due = Refresher.objects.for_learner(learner).filter(due_on__lte=timezone.localdate())
    return due.filter(pk=pk).first()


def lesson_of(refresher, language):
    """Returns the lesson that a refresher asks about, or None where it is gone."""
    return LessonPage.objects.of_key(refresher.lesson_key, language)


def parts(refresher, lesson, bound=None):
    """Returns the questions of a refresher as a lesson shows them, with what was answered."""
    found = Parts()
    for activity in questions.of(lesson, refresher.days):
        given = refresher.responses.get(activity.key, {}).get("response", "")
        try:
            marked = activity.mark(given) if given else None
        except (KeyError, ValueError):  # the author has changed the answers since
            given, marked = "", None
        form = bound if bound is not None and bound.activity.key == activity.key else None
        found.append(Part(activity=ActivityPart(activity, form or activity.form(response=given), marked)))
    return found


def letter(key):
    """Returns what the link of an e-mail shows: questions without the learner's words, and refreshers.

    Whoever has the link may answer, and reads nothing that the learner wrote. None for an unknown key.
    """
    found = Letter.objects.filter(key=key).select_related("learner").first()
    if found is None:
        return None
    items = list(found.items.select_related("follow_up__step", "refresher"))
    asked = [one.follow_up for one in items if one.follow_up and one.follow_up.answered_at is None]
    return {
        "letter": found,
        "questions": [
            {"follow_up": one, "form": ReplyForm(auto_id=f"id_{one.pk}_%s")} for one in asked
        ],
        "has_refreshers": any(one.refresher and one.refresher.finished_at is None for one in items),
    }
