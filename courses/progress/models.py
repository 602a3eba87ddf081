"""How far a learner is: courses they take, lessons and their five steps, answers to activities.

Lessons and courses are held by their translation key, so that both languages share the progress.
"""

import uuid

from django.db import models
from django.utils import timezone

from courses import steps


class LearnerQuerySet(models.QuerySet):
    def for_learner(self, learner):
        """Returns the rows of one learner; nothing for nobody."""
        return self.filter(learner=learner) if learner else self.none()


class EnrolmentQuerySet(LearnerQuerySet):
    def in_course(self, course_key):
        """Returns the enrolments in one course."""
        return self.filter(course_key=course_key)

    def latest_first(self):
        """Returns the courses last worked on first."""
        return self.order_by("-touched_at", "-pk")


class Enrolment(models.Model):
    """A learner takes a course. Made by the first step that is saved."""

    PERSONAL_FIELDS = {
        "learner": "whose course it is",
        "organisation": "on whose site the course was started",
        "course_key": "which course",
        "registration": "ties the statements of one course together",
        "started_at": "shown on the learner's own page",
        "touched_at": "to show the last course first",
        "completed_at": "shown on the learner's own page",
    }

    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="enrolments")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    course_key = models.UUIDField(db_index=True)
    registration = models.UUIDField(default=uuid.uuid4, editable=False)
    started_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "course_key"], name="one_enrolment_a_course")
        ]

    def __str__(self):
        return f"enrolment {self.pk}"


class LessonProgressQuerySet(LearnerQuerySet):
    def in_lesson(self, lesson_key):
        """Returns the progress in one lesson."""
        return self.filter(lesson_key=lesson_key)

    def without(self, step):
        """Returns the rows in which a step is still open."""
        return self.filter(**{f"{step}_at__isnull": True})

    def with_all_steps(self):
        """Returns the rows in which all five steps are done."""
        return self.filter(**{f"{step}_at__isnull": False for step in steps.SLUGS})

    def completed(self):
        """Returns the finished lessons."""
        return self.filter(completed_at__isnull=False)

    def moments_done(self, learners, organisation):
        """Returns (learner's key, when) of the lessons that some learners finished at an organisation."""
        rows = self.completed().filter(learner__in=learners, enrolment__organisation=organisation)
        return rows.values_list("learner", "completed_at")


class LessonProgress(models.Model):
    """A learner's way through one lesson: when each of the five steps was done."""

    PERSONAL_FIELDS = {
        "learner": "whose progress it is",
        "enrolment": "the course the lesson belongs to",
        "lesson_key": "which lesson",
        "started_at": "to resume",
        "connect_at": "to resume",
        "see_at": "to resume",
        "try_at": "to resume",
        "reflect_at": "to resume",
        "plan_at": "to resume",
        "completed_at": "shown on the learner's own page",
    }

    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="lesson_progress")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="lessons")
    lesson_key = models.UUIDField(db_index=True)
    started_at = models.DateTimeField(default=timezone.now)
    connect_at = models.DateTimeField(null=True, blank=True)
    see_at = models.DateTimeField(null=True, blank=True)
    try_at = models.DateTimeField(null=True, blank=True)
    reflect_at = models.DateTimeField(null=True, blank=True)
    plan_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    objects = LessonProgressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "lesson_key"], name="one_progress_a_lesson")
        ]

    def __str__(self):
        return f"progress {self.pk}"

    def has_done(self, step):
        """Returns whether a step is done."""
        return getattr(self, f"{step}_at") is not None

    @property
    def done(self):
        """The slugs of the steps that are done, in their order."""
        return [step for step in steps.SLUGS if self.has_done(step)]

    @property
    def next_step(self):
        """The first step that is still open, or None."""
        return next((step for step in steps.SLUGS if not self.has_done(step)), None)


class ActivityAnswerQuerySet(LearnerQuerySet):
    def by_activity(self, lesson_key):
        """Returns {activity key: answer} of one lesson. One query."""
        return {answer.activity_key: answer for answer in self.filter(lesson_key=lesson_key)}


class ActivityAnswer(models.Model):
    """The last answer to one activity of one lesson, as keys of given answers: never free text."""

    PERSONAL_FIELDS = {
        "learner": "whose answer it is",
        "lesson_key": "in which lesson",
        "activity_key": "to which activity",
        "response": "to show the answer and what we said to it again",
        "is_right": "to show what we said to it again",
        "tries": "how often another answer was given",
        "answered_at": "to sort the learner's own data",
    }

    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="activity_answers")
    lesson_key = models.UUIDField()
    activity_key = models.CharField(max_length=60)
    response = models.CharField(max_length=1200)
    is_right = models.BooleanField(null=True)
    tries = models.PositiveSmallIntegerField(default=1)
    answered_at = models.DateTimeField(default=timezone.now)

    objects = ActivityAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "lesson_key", "activity_key"], name="one_answer_an_activity"
            )
        ]

    def __str__(self):
        return f"answer {self.pk}"
