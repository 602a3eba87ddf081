"""What classes do when a guest becomes an account, and what they hold of somebody."""

from lms.classes import actions
from lms.classes.models import ClassMember
from lms.people.signals import learner_merged


def move_places(sender, source, target, **kwargs):
    """Gives the guest's places in classes to the account."""
    actions.merge(source=source, target=target)


def connect():
    """Starts to hear. Called once, when the apps are ready."""
    learner_merged.connect(move_places, dispatch_uid="classes.learner_merged")


def part(learner):
    """Returns the classes that a learner is in as JSON-able data."""
    return [
        {
            "class": row.study_class.title,
            "nickname": row.nickname,
            "leader_sees_my_progress": row.is_shown,
            "joined": row.joined_at.isoformat(),
            "ends": row.study_class.ends_on.isoformat(),
        }
        for row in ClassMember.objects.for_learner(learner).select_related("study_class")
    ]
