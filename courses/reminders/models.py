"""Refreshers of a lesson, the wish to be reminded by e-mail, and the e-mails themselves.

A question is in one e-mail at most, and a learner gets one e-mail a day at most: both are unique rows.
See docs/adr/0151-reminders-once.md.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from courses.progress.models import Enrolment, LearnerQuerySet

REFRESHER_DAYS = (2, 7, 21, 60)


class RefresherQuerySet(LearnerQuerySet):
    def open(self):
        """Returns the refreshers that are not done."""
        return self.filter(finished_at__isnull=True)

    def due(self, today):
        """Returns the open refreshers to be shown on a day, the latest of each lesson last."""
        return self.open().filter(due_on__lte=today).order_by("due_on", "days", "pk")

    def of_lesson(self, lesson_key):
        """Returns the refreshers of one lesson."""
        return self.filter(lesson_key=lesson_key)


class Refresher(models.Model):
    """A few questions of a finished lesson, some days later. `responses` holds keys, never words."""

    PERSONAL_FIELDS = {
        "learner": "who is asked",
        "enrolment": "the course the lesson belongs to",
        "lesson_key": "which lesson",
        "responses": "to show what was answered, and what we said to it",
        "finished_at": "so that nobody is asked twice",
    }

    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="refreshers")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="refreshers")
    lesson_key = models.UUIDField()
    days = models.PositiveSmallIntegerField()
    due_on = models.DateField(db_index=True)
    responses = models.JSONField(default=dict)  # {activity key: {"response": last, "was_right": at first}}
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = RefresherQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "lesson_key", "days"], name="one_refresher_a_day")
        ]

    def __str__(self):
        return f"refresher {self.pk}"

    @property
    def right(self):
        """How many questions were right at the first answer."""
        return sum(bool(one["was_right"]) for one in self.responses.values())


class ReminderChoiceQuerySet(LearnerQuerySet):
    def confirmed(self):
        """Returns the choices of those who said twice that they want e-mail."""
        return self.filter(confirmed_at__isnull=False, is_off=False).exclude(email="")

    def for_key(self, key):
        """Returns the choice behind the key of an e-mail's links: one or none."""
        return self.filter(key=key)


class ReminderChoice(models.Model):
    """How somebody wants to be reminded. Without a row: on the next visit only."""

    PERSONAL_FIELDS = {
        "learner": "whose choice it is",
        "email": "where reminders go, only while they are wanted",
        "key": "the secret in the links of the e-mails",
        "asked_at": "so that nobody is sent one confirmation after the other",
        "confirmed_at": "an e-mail is sent only after a yes from its own inbox",
        "is_off": "whether they want no reminders at all",
    }

    learner = models.OneToOneField("people.Learner", on_delete=models.CASCADE, related_name="reminder_choice")
    email = models.EmailField(blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    is_off = models.BooleanField(default=False)

    objects = ReminderChoiceQuerySet.as_manager()

    def __str__(self):
        return f"reminder choice {self.pk}"


class LetterQuerySet(LearnerQuerySet):
    def to_send(self, *, claimed_before, tries):
        """Returns the letters not sent whose claim, if any, is older than a moment; tried fewer times."""
        is_free = Q(claimed_at__isnull=True) | Q(claimed_at__lte=claimed_before)
        return self.filter(is_free, sent_at__isnull=True, tries__lt=tries).order_by("pk")

    def claim(self, letter, now):
        """Returns whether this caller may send the letter now: one of any number of callers at once may."""
        mine = self.filter(pk=letter.pk, sent_at__isnull=True, claimed_at=letter.claimed_at)
        return mine.update(claimed_at=now, tries=models.F("tries") + 1) == 1


class Letter(models.Model):
    """The one e-mail of a day to one learner. It keeps no words: they are put together when it leaves."""

    PERSONAL_FIELDS = {
        "learner": "who gets it",
        "key": "the secret in its link",
        "day": "so that nobody gets two on one day",
        "sent_at": "so that it is sent once",
    }

    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="letters")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    day = models.DateField()
    written_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "day"], name="one_letter_a_day")]

    def __str__(self):
        return f"letter {self.pk}"


class LetterItem(models.Model):
    """What a letter speaks of: a question about a planned step, or a refresher. Each once, ever."""

    PERSONAL_FIELDS = {
        "letter": "the e-mail that speaks of it",
        "follow_up": "the question about a planned step",
        "refresher": "the refresher",
    }

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="items")
    follow_up = models.OneToOneField(
        "self_check.FollowUp", on_delete=models.CASCADE, null=True, blank=True, related_name="letter_item"
    )
    refresher = models.OneToOneField(
        Refresher, on_delete=models.CASCADE, null=True, blank=True, related_name="letter_item"
    )

    def __str__(self):
        return f"item {self.pk} of letter {self.letter_id}"
