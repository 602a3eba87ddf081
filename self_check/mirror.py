"""What somebody said they can do beside what they did in practice: for their own eyes only.

Both are known of a skill once it was asked in a finished self-check and one of its tasks was ended.
People judge their own skill with a portal poorly in both directions, so each pair says what to do next; none
is a grade: what practice shows is a task in a made-up portal, no more.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from lms.skills.models import Skill
from sandbox_portal.scenarios.models import Scenario, ScenarioRun
from self_check.models import Sitting

SURE_FROM = 0.5  # of the best answer: "most times" and "always" of never, sometimes, most times, always


class View(StrEnum):
    """How what was said and what was done lie to each other."""

    BOTH = "both"  # said so, and did it
    MORE = "more"  # did it, and had not thought so
    HARDER = "harder"  # said so, and has not done it yet
    LEARNING = "learning"  # said that it is new, and it is


WORDS = {
    View.BOTH: (
        _("You said you can, and you did"),
        _("Your view fits. Try the same on your own portal."),
        "good",
    ),
    View.MORE: (
        _("You can do more than you thought"),
        _("You were careful about this one, and then you did it. Trust it a little more."),
        "good",
    ),
    View.HARDER: (
        _("It was harder than it looked"),
        _("That is common: portals differ. Do one task step by step, and you will know where it catches."),
        "sun",
    ),
    View.LEARNING: (
        _("You knew that this is new to you"),
        _("Knowing that is half of it. Begin with a worked example."),
        "plain",
    ),
}


@dataclass(frozen=True)
class Row:
    """One skill: what was said (0 to 1), in how many tasks it was tried and passed, and what that says."""

    slug: str
    title: str
    said: float
    tried: int
    passed: int
    view: View

    @property
    def heading(self):
        return WORDS[self.view][0]

    @property
    def advice(self):
        return WORDS[self.view][1]

    @property
    def tone(self):
        return WORDS[self.view][2]


def of(learner, language):
    """Returns [Row] of the learner's skills that both sides know of; [] for nobody. Five queries at most."""
    said = _said(learner)
    done = _done(learner) if said else {}
    titles = Skill.objects.titles(language) if done else {}
    return [
        Row(slug, titles.get(slug, slug), said[slug], *done[slug], view(said[slug], done[slug][1]))
        for slug in said
        if slug in done
    ]


def view(said, passed):
    """Returns the View of one skill; one task that was passed counts as done."""
    if passed:
        return View.BOTH if said >= SURE_FROM else View.MORE
    return View.HARDER if said >= SURE_FROM else View.LEARNING


def _said(learner):
    """Returns {skill: the lowest share of the best answer} of the newest finished self-check that asks it."""
    found = {}
    for sitting in Sitting.objects.for_learner(learner).finished().whole():
        best = max(choice.score for choice in sitting.questionnaire.scale)
        here = {}
        for answer in sitting.answers.all():
            if answer.score is not None:
                here[answer.skill] = min(answer.score / best, here.get(answer.skill, 1))
        found = here | found  # newest first: what is known already stays
    return found


def _done(learner):
    """Returns {skill: (tasks tried to an end, tasks passed)}. Two queries."""
    states = ScenarioRun.objects.for_learner(learner).states_by_name()
    skills = dict(Scenario.objects.current().filter(slug__in=states).values_list("slug", "skill"))
    found = {}
    for name, seen in states.items():
        if name in skills and seen - {"open"}:
            tried, passed = found.get(skills[name], (0, 0))
            found[skills[name]] = (tried + 1, passed + ("passed" in seen))
    return found
