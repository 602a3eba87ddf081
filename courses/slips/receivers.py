"""What slips hear: a lesson is finished, a task is passed, a guest signs in, somebody says no to counting."""

from courses.progress.signals import lesson_completed
from courses.slips import actions
from courses.slips.models import Opening
from lms.people.signals import learner_merged, learner_uncounted
from sandbox_portal.signals import scenario_passed


def settle(sender, learner, **kwargs):
    """Looks whether a slip's lesson and task are both done now."""
    actions.settle(learner=learner)


def move(sender, source, target, **kwargs):
    """Gives the guest's rows to the account. Courses move theirs before: their app is ready first."""
    actions.merge(source=source, target=target)


def uncount(sender, learner, **kwargs):
    """Takes out of the counts who does not agree to be in them."""
    actions.uncount(learner=learner)


def connect():
    """Starts to hear. Called once, when the apps are ready."""
    lesson_completed.connect(settle, dispatch_uid="slips.lesson_completed")
    scenario_passed.connect(settle, dispatch_uid="slips.scenario_passed")
    learner_merged.connect(move, dispatch_uid="slips.learner_merged")
    learner_uncounted.connect(uncount, dispatch_uid="slips.learner_uncounted")


def part(learner):
    """Returns the slips that a learner opened in the last 90 days as JSON-able data."""
    rows = Opening.objects.for_learner(learner).select_related("slip__organisation").order_by("opened_at")
    return [
        {
            "from": row.slip.organisation.name,
            "opened": row.opened_at.isoformat(),
            "done": row.done_at and row.done_at.isoformat(),
        }
        for row in rows
    ]
