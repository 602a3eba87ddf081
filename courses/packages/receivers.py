"""What packages hear, and what a learner takes along of them."""

from courses.packages.cmi5 import launches
from courses.packages.models import Attempt
from lms.people.signals import learner_merged


def move(sender, source, target, **kwargs):
    """Gives the guest's rows to the account, open launches too."""
    launches.merge(source=source, target=target)


def connect():
    """Starts to hear. Called once, when the apps are ready."""
    learner_merged.connect(move, dispatch_uid="packages.learner_merged")


def part(learner):
    """Returns how far a learner is in each package, and what it keeps of them, as data for JSON."""
    rows = Attempt.objects.for_learner(learner).select_related("package").order_by("opened_at")
    return [
        {
            "package": row.package.title,
            "opened": row.opened_at.isoformat(),
            "last used": row.touched_at.isoformat(),
            "finished": row.is_done,
            "passed": row.is_passed,
            "score": row.score,
            "kept for the package": row.values,
        }
        for row in rows
    ]
