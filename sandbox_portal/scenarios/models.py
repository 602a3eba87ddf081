"""A practice task, and each learner's attempts at it. What a task looks for: checks.py."""

import uuid

from django.db import models
from django.utils import timezone
from wagtail.search import index

from lms.search import words
from lms.skills.models import SkillSlugField
from sandbox_portal.scenarios.offering import ScenarioQuerySet
from sandbox_portal.transitions import WrittenOnce

HINT_STEPS = 3


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
