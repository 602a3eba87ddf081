"""Questionnaires as they were asked, the sittings of learners, and their plans."""

import uuid
from datetime import timedelta
from functools import cached_property

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.skills.models import SkillSlugField
from self_check.questionnaires.schema import Questionnaire


class QuestionnaireVersionQuerySet(models.QuerySet):
    def current(self, slug):
        """Returns the newest version of a questionnaire, or None before it is loaded."""
        return self.filter(slug=slug).order_by("-pk").first()

    def all_current(self):
        """Returns {slug: newest version} of every questionnaire. One query."""
        return {version.slug: version for version in self.order_by("pk")}


class QuestionnaireVersion(models.Model):
    """A questionnaire as it was asked. It never changes: new wording is a new version."""

    PERSONAL_FIELDS = {}

    slug = models.SlugField()
    version = models.CharField(max_length=20)
    content = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)

    objects = QuestionnaireVersionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="one_row_a_version")]

    def __str__(self):
        return f"{self.slug} {self.version}"

    @cached_property
    def questionnaire(self):
        """The Questionnaire as it was when this version was loaded."""
        return Questionnaire.model_validate(self.content)


class SittingQuerySet(models.QuerySet):
    def for_learner(self, learner):
        """Returns a learner's own sittings; none for nobody."""
        return self.filter(learner=learner) if learner else self.none()

    def whole(self):
        """Returns the sittings with what a page shows of them, in two queries."""
        return self.select_related("version").prefetch_related("answers")

    def finished(self):
        """Returns the sittings that were answered to the end, newest first."""
        return self.filter(finished_at__isnull=False).order_by("-finished_at", "-pk")

    def open(self):
        """Returns the sittings that can be gone on with, newest first."""
        return self.filter(finished_at__isnull=True).order_by("-started_at")

    def before(self, sitting):
        """Returns the learner's sitting of the same questionnaire before this one, or None."""
        return (
            self.for_learner(sitting.learner)
            .finished()
            .filter(version__slug=sitting.version.slug, finished_at__lt=sitting.finished_at)
            .whole()
            .first()
        )


class Sitting(models.Model):
    """One learner answering one questionnaire once."""

    PERSONAL_FIELDS = {
        "learner": "whose answers these are",
        "organisation": "on whose site they answered",
        "started_at": "to go on where they stopped",
        "finished_at": "to show how answers change over time",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="sittings")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(QuestionnaireVersion, on_delete=models.PROTECT, related_name="sittings")
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "version"],
                condition=models.Q(finished_at__isnull=True),
                name="one_open_sitting_a_questionnaire",
            )
        ]

    def __str__(self):
        return f"sitting {self.pk}"

    @property
    def questionnaire(self):
        """The Questionnaire in the version that is answered here."""
        return self.version.questionnaire

    def values(self):
        """Returns {question key: value} of the answers given so far."""
        return {answer.question: answer.value for answer in self.answers.all()}

    def next_number(self):
        """Returns the number (from 1) of the first question without an answer; one past the end when done."""
        given = self.values()
        for number, question in enumerate(self.questionnaire.questions, 1):
            if question.key not in given:
                return number
        return len(self.questionnaire.questions) + 1


class Answer(models.Model):
    """The answer to one question: one of the given answers, never a learner's own words."""

    PERSONAL_FIELDS = {"value": "what the learner answered", "answered_at": "when they answered"}

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="answers")
    question = models.SlugField()
    skill = SkillSlugField()
    value = models.SlugField()
    score = models.PositiveSmallIntegerField(null=True)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sitting", "question"], name="one_answer_a_question")]

    def __str__(self):
        return f"{self.question}: {self.value}"


class PlanStepQuerySet(models.QuerySet):
    def for_learner(self, learner):
        """Returns a learner's own steps, newest first; none for nobody."""
        return self.filter(learner=learner).order_by("-created_at", "-pk") if learner else self.none()

    def whole(self):
        """Returns the steps with their follow-up questions, in two queries."""
        return self.prefetch_related("follow_ups")


class PlanStep(models.Model):
    """One "When…, I will…" step. Its words stay with the learner."""

    class Source(models.TextChoices):
        LESSON = "lesson", _("From a lesson")
        SELF_CHECK = "self-check", _("From your check")
        OWN = "own", _("Your own")

    PERSONAL_FIELDS = {
        "learner": "whose plan it is",
        "organisation": "on whose site it was made",
        "when_text": "the learner's own words or a choice",
        "will_text": "the learner's own words or a choice",
        "skill": "which skill it is about",
        "created_at": "to ask about it after 7 and 30 days",
    }

    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="plan_steps")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    when_text = models.CharField(max_length=200)
    will_text = models.CharField(max_length=200)
    skill = SkillSlugField()
    source = models.CharField(max_length=12, choices=Source.choices)
    source_key = models.CharField(max_length=120, blank=True)
    form_key = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)

    objects = PlanStepQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "form_key"], name="one_plan_step_a_form")]

    def __str__(self):
        return f"plan step {self.pk}"


FOLLOW_UP_DAYS = (7, 30)


class FollowUpQuerySet(models.QuerySet):
    def for_learner(self, learner):
        """Returns the questions about a learner's own steps; none for nobody."""
        return self.filter(step__learner=learner) if learner else self.none()

    def due(self, today):
        """Returns the questions to ask today, oldest first: one a step at most."""
        return (
            self.filter(due_on__lte=today, answered_at__isnull=True)
            .select_related("step")
            .order_by("due_on", "pk")
        )


class FollowUp(models.Model):
    """The question, after some days, whether a step was taken."""

    class Reply(models.TextChoices):
        DID_IT = "did-it", _("Yes, I did it")
        NOT_YET = "not-yet", _("Not yet")
        CHANGED = "changed-my-mind", _("I changed my mind")

    PERSONAL_FIELDS = {"reply": "whether the learner did it for real", "answered_at": "when they said so"}

    step = models.ForeignKey(PlanStep, on_delete=models.CASCADE, related_name="follow_ups")
    days = models.PositiveSmallIntegerField()
    due_on = models.DateField(db_index=True)
    reply = models.CharField(max_length=16, choices=Reply.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "days"], name="one_follow_up_a_day")]

    def __str__(self):
        return f"after {self.days} days: {self.reply or 'open'}"

    @classmethod
    def all_for(cls, step):
        """Returns the (unsaved) questions of a new step."""
        start = timezone.localdate(step.created_at)
        return [cls(step=step, days=days, due_on=start + timedelta(days=days)) for days in FOLLOW_UP_DAYS]
