"""What people want to get done, and the first lesson and practice task for it; by role."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lms.people.models import Learner
from lms.skills import links

Path = Learner.Path


@dataclass(frozen=True)
class Goal:
    """One thing to get done; its slug is that of the skill it needs."""

    skill: str
    label: str


GOALS = (
    Goal("getting-started", _("Get into my portal for the first time")),
    Goal("reviewing-records", _("Read my test results and visit notes")),
    Goal("messaging", _("Ask my care team a question")),
    Goal("medicines-refills", _("Get more of my medicine in time")),
    Goal("appointments", _("Book, move or cancel a visit")),
    Goal("billing-insurance", _("Understand a bill")),
    Goal("documents", _("Print or share my record")),
    Goal("keeping-current", _("Put my facts right")),
    Goal("health-tracking", _("Keep track of my readings")),
    Goal("privacy-security", _("Keep my portal safe")),
    Goal("right-channel", _("Know when to call and when to write")),
    Goal("regular-use", _("Make a habit of looking in")),
    Goal("proxy-access", _("Help someone with their portal")),
)
FIRST = {
    Path.PATIENT: ("getting-started", "reviewing-records", "messaging"),
    Path.CAREGIVER: ("proxy-access", "messaging", "medicines-refills", "appointments"),
    Path.HELPER: ("getting-started", "proxy-access", "right-channel"),
}
MORE = 2


def ordered(path):
    """Returns the goals, those of the role first."""
    first = FIRST.get(path, ())
    known = {goal.skill: goal for goal in GOALS}
    return [known[skill] for skill in first] + [goal for goal in GOALS if goal.skill not in first]


def find(skill):
    """Returns a goal by its skill, or None."""
    return next((goal for goal in GOALS if goal.skill == skill), None)


def places(goal, *, organisation, language):
    """Returns the lessons and practice tasks for a goal: the first of each, and two more of each."""
    asked = {"skills": [goal.skill], "organisation": organisation, "language": language}
    lessons, tasks = (links.find(kind, **asked)[goal.skill] for kind in ("lesson", "practice"))
    return {
        "lesson": lessons[0] if lessons else None,
        "task": tasks[0] if tasks else None,
        "more": [*lessons[1 : 1 + MORE], *tasks[1 : 1 + MORE]],
    }
