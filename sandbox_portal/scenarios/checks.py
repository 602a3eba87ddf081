"""What a practice task looks for in what the learner does: its checks and its typical mistakes."""

from django.db import models
from polymorphic.managers import PolymorphicManager
from polymorphic.models import PolymorphicModel
from polymorphic.query import PolymorphicQuerySet

from lms import duties
from sandbox_portal import practice_days
from sandbox_portal.scenarios.models import Scenario

POLICY_DAYS = ("reply_business_days", "refill_business_days")


class CheckQuerySet(PolymorphicQuerySet):
    def for_scenario(self, scenario):
        """Returns what one task looks for, in order, each as its own kind. One query and one a kind."""
        return self.filter(scenario=scenario).order_by("order")


class Check(PolymorphicModel):
    """One thing that a task looks for in what the learner does. Its words stand in `Scenario.texts`.

    Each kind defines `event_kinds()`, the kinds of event that can meet it, and `is_met(event, story)`: True
    where this event, after what is already in the story, is what the check looks for.
    """

    PERSONAL_FIELDS = {}
    NAME = ""
    is_mistake = False

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="checks")
    slug = models.SlugField(max_length=48)
    order = models.PositiveSmallIntegerField(default=0)
    after = models.SlugField(max_length=48, blank=True)

    objects = PolymorphicManager.from_queryset(CheckQuerySet)()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["scenario", "slug"], name="one_check_a_slug")]

    def __str__(self):
        return f"{self.scenario_id}: {self.slug}"

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        duties.demand(cls, "event_kinds", "is_met")


def matches(event, kind, facts, seat=""):
    """True for an event of this kind with these facts, done in this seat (any, where it is empty).

    A fact given as a list matches any of its values; {"from": 3} matches a number of 3 or more.
    """
    if event.kind != kind or (seat and event.seat != seat):
        return False
    return all(_fits(event.facts.get(name), wanted) for name, wanted in facts.items())


def _fits(value, wanted):
    if isinstance(wanted, list):
        return value in wanted
    if isinstance(wanted, dict):
        return isinstance(value, int) and wanted.get("from", value) <= value <= wanted.get("to", value)
    return value == wanted and type(value) is type(wanted)


class EventHappened(Check):
    """The learner did this, at least so many times. `also` lists other ways that are as good."""

    PERSONAL_FIELDS = {}
    NAME = "event"

    kind = models.CharField(max_length=48)
    facts = models.JSONField(default=dict, blank=True)
    seat = models.CharField(max_length=8, blank=True)
    times = models.PositiveSmallIntegerField(default=1)
    also = models.JSONField(default=list, blank=True)

    def event_kinds(self):
        return (self.kind, *(way["kind"] for way in self.also))

    def is_met(self, event, story):
        if not self._fits(event):
            return False
        return self.times == 1 or sum(map(self._fits, story.events_since(self.after))) >= self.times

    def _fits(self, event):
        ways = [(self.kind, self.facts), *((way["kind"], way.get("facts", {})) for way in self.also)]
        return any(matches(event, kind, facts, self.seat) for kind, facts in ways)


class CoachApproves(Check):
    """The learner sent a message in which the coach found all of these points."""

    PERSONAL_FIELDS = {}
    NAME = "coach"

    kind = models.CharField(max_length=48, default="messages.sent")
    facts = models.JSONField(default=dict, blank=True)
    points = models.JSONField(default=list)

    def event_kinds(self):
        return (self.kind,)

    def is_met(self, event, story):
        wanted = {point.replace("-", "_"): True for point in self.points}
        return matches(event, self.kind, {**self.facts, **wanted})


class SeatPlayed(Check):
    """The learner took the other seat."""

    PERSONAL_FIELDS = {}
    NAME = "seat"

    seat = models.CharField(max_length=8)

    def event_kinds(self):
        return ("practice.seat_switched",)

    def is_met(self, event, story):
        return matches(event, "practice.seat_switched", {"to": self.seat})


class ClockReached(Check):
    """So many business days went by on the practice clock since the check named by `after` was met.

    `business_days` is a number, or the name of the clinic's rule that holds it.
    """

    PERSONAL_FIELDS = {}
    NAME = "clock"

    business_days = models.JSONField()

    def event_kinds(self):
        return ("clock.skipped",)

    def is_met(self, event, story):
        policy = story.practice.policy
        wanted = self.business_days
        if isinstance(wanted, str):
            wanted = getattr(policy, wanted)
        since = story.met_at(self.after)
        gone = practice_days.business_days_between(since, story.practice.now, policy.holidays)
        return event.kind == "clock.skipped" and gone >= wanted


class AnswerRead(Check):
    """The learner opened the clinic's answer."""

    PERSONAL_FIELDS = {}
    NAME = "answer"

    def event_kinds(self):
        return ("messages.opened",)

    def is_met(self, event, story):
        return matches(event, "messages.opened", {"has_new_answer": True})


class Mistake(Check):
    """A typical mistake. One that `is_ending` ends the attempt.

    With `before` it is a mistake only as long as that check is not met.
    """

    PERSONAL_FIELDS = {}
    NAME = "mistake"
    is_mistake = True

    kind = models.CharField(max_length=48)
    facts = models.JSONField(default=dict, blank=True)
    seat = models.CharField(max_length=8, blank=True)
    before = models.SlugField(max_length=48, blank=True)
    is_ending = models.BooleanField(default=False)

    def event_kinds(self):
        return (self.kind,)

    def is_met(self, event, story):
        if self.before and self.before in story.passed:
            return False
        return matches(event, self.kind, self.facts, self.seat)
