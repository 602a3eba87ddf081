"""A practice task, what it looks for, and each learner's attempts at it."""

import uuid

from django.db import models
from django.utils import timezone
from polymorphic.managers import PolymorphicManager
from polymorphic.models import PolymorphicModel
from polymorphic.query import PolymorphicQuerySet
from wagtail.search import index

from lms import duties
from lms.search import words
from lms.skills.models import SkillSlugField
from sandbox_portal import practice_days
from sandbox_portal.scenarios.offering import ScenarioQuerySet
from sandbox_portal.transitions import WrittenOnce

HINT_STEPS = 3
POLICY_DAYS = ("reply_business_days", "refill_business_days")


def in_language(words, language):
    """Returns a {"en": …, "es": …} text in a language, English where it is neither."""
    return words["es" if str(language).startswith("es") else "en"]


class Scenario(index.Indexed, models.Model):
    """One version of a practice task, loaded from a file. Open attempts go on with the version they began."""

    PERSONAL_FIELDS = {}

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # whose own task it is; empty: the library's
    is_preview = models.BooleanField(default=False)  # an author tries it out: nothing is recorded
    slug = models.SlugField(max_length=80)
    replaces = models.SlugField(max_length=80, blank=True)  # the library's task in whose place it stands
    version = models.PositiveIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField(default=0)
    skill = SkillSlugField()
    section = models.SlugField(max_length=24)
    persona = models.SlugField(max_length=40)
    kind = models.SlugField(max_length=16, default="clinic")
    seats = models.JSONField(default=list)
    minutes = models.PositiveSmallIntegerField(default=5)
    opening = models.JSONField(default=list, blank=True)
    texts = models.JSONField(default=dict)

    objects = ScenarioQuerySet.as_manager()

    search_fields = [
        index.SearchField("search_words"),
        index.FilterField("is_current"),
        index.FilterField("is_preview"),
        index.FilterField("organisation"),
        index.FilterField("slug"),
        index.FilterField("persona"),
    ]

    class Meta:
        ordering = ["order", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="one_row_a_scenario_version"),
            models.UniqueConstraint(
                fields=["slug"], condition=models.Q(is_current=True), name="one_current_version"
            ),
        ]

    def __str__(self):
        return f"{self.slug} {self.version}"

    @property
    def known_as(self):
        """Returns how lessons and learners know it: by the library's name, where it stands in its place."""
        return self.replaces or self.slug

    def search_words(self):
        """Returns what the search compares with; each word carries its language, for a row holds both."""
        parts = [self.texts[name] for name in ("title", "story", "goal") if name in self.texts]
        return " ".join(
            words.indexed(*(str(in_language(part, language)) for part in parts), language=language)
            for language in ("en", "es")
        )

    def text(self, name, language):
        """Returns one of the task's texts without numbers in it ("title", "next") in a language."""
        return in_language(self.texts[name], language)


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


class ScenarioRunQuerySet(models.QuerySet):
    def for_learner(self, learner):
        """Returns one learner's attempts; none for a visitor without a learner."""
        return self.none() if learner is None else self.filter(learner=learner)

    def for_practice(self, practice):
        """Returns the attempt that is made in one practice: one or none."""
        return self.filter(practice=practice).select_related("scenario")

    def at(self, slug):
        """Returns the attempts at one task, whatever its version."""
        return self.filter(scenario__slug=slug)

    def help_for(self, slug):
        """Returns how many hints the next attempt at a task offers: one fewer after each pass, at least one.

        A worked example fades as one gets better, so that help does not become a habit. One query.
        """
        passes = self.at(slug).filter(state=ScenarioRun.State.PASSED).count()
        return max(1, HINT_STEPS - passes)

    def states_by_name(self):
        """Returns {name: set of states}, with "alone" where it was passed without help. One query.

        A task keeps its name (`Scenario.known_as`) when an organisation adapts it or lets that go.
        """
        found = {}
        wanted = ("scenario__slug", "scenario__replaces", "state", "mode", "hints")
        for slug, replaces, state, mode, hints in self.values_list(*wanted):
            states = found.setdefault(replaces or slug, set())
            states.add(state)
            if state == "passed" and (mode == "solo" or hints == 0):
                states.add("alone")
        return found


class ScenarioRun(models.Model):
    """One attempt at a task. It holds nothing typed, and stays when the practice is deleted."""

    class State(models.TextChoices):
        OPEN = "open"
        PASSED = "passed"
        FAILED = "failed"
        LEFT = "left"

    PERSONAL_FIELDS = {
        "learner": "whose attempt it is",
        "scenario": "which task was tried",
        "practice": "where it is tried, until that is deleted",
        "registration": "joins the statements of one attempt",
        "mode": "with help or alone",
        "state": "how it went",
        "hints": "how much help was asked for",
        "help_steps": "how many hints were on offer",
        "tries": "which attempt it is, counted from 1",
        "language": "the language it was done in",
        "started_at": "to tell how long it took",
        "ended_at": "to tell how long it took",
        "notice_event": "which mistake the coach told of last",
        "notice_section": "where in the pretend portal it was told",
        "is_notice_read": "so that the coach does not tell it on every page",
    }

    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="scenario_runs")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="runs")
    practice = models.OneToOneField(
        "sandbox_portal.Practice", on_delete=models.SET_NULL, null=True, blank=True, related_name="run"
    )
    registration = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mode = models.CharField(max_length=8)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    hints = models.PositiveSmallIntegerField(default=0)
    help_steps = models.PositiveSmallIntegerField(default=HINT_STEPS)
    tries = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=8, default="en")
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    notice_event = models.BigIntegerField(default=0)
    notice_section = models.SlugField(max_length=24, blank=True)
    is_notice_read = models.BooleanField(default=False)

    objects = ScenarioRunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"run {self.pk} ({self.state})"

    @property
    def is_open(self):
        """True while the attempt can still be passed."""
        return self.state == self.State.OPEN

    @property
    def is_alone(self):
        """True for an attempt without help so far."""
        return self.mode == "solo" or self.hints == 0


class CheckPassed(WrittenOnce):
    """A check that was met in an attempt, once."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}

    run = models.ForeignKey(ScenarioRun, on_delete=models.CASCADE, related_name="passed")
    check_slug = models.SlugField(max_length=48)
    event_id = models.BigIntegerField()
    at_sim = models.DateTimeField()
    at_real = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "check_slug"], name="one_pass_a_check")]

    def __str__(self):
        return self.check_slug


class MistakeMade(WrittenOnce):
    """A named mistake that was made in an attempt."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}

    run = models.ForeignKey(ScenarioRun, on_delete=models.CASCADE, related_name="mistakes")
    check_slug = models.SlugField(max_length=48)
    event_id = models.BigIntegerField()
    at_sim = models.DateTimeField()
    at_real = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "check_slug", "event_id"], name="one_mistake_an_event")
        ]

    def __str__(self):
        return self.check_slug
