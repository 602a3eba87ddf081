"""What the measures are read from: what one account did in one month. Statements: `lrs/models.py`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from analytics.lrs.clients.models import Client, ClientSecret
from analytics.lrs.documents.models import Document
from analytics.lrs.forwarding.models import DeadLetter, OutboxEntry, Target
from analytics.lrs.models import (
    ActivityDefinition,
    Attachment,
    InboxEntry,
    Link,
    Reference,
    Statement,
)
from lms.skills.models import SkillSlugField

__all__ = [
    "ActivityDefinition",
    "ActorAlias",
    "Attachment",
    "Client",
    "ClientSecret",
    "DeadLetter",
    "Document",
    "InboxEntry",
    "KeptFigure",
    "KeptRun",
    "Link",
    "OutboxEntry",
    "Presence",
    "Reference",
    "Standing",
    "Statement",
    "Target",
    "Trace",
]


class MonthQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns the rows of one organisation."""
        return self.filter(organisation=organisation)

    def within(self, window):
        """Returns the rows of the window's months; of all months when there is no window."""
        if window is None:
            return self
        return self.filter(month__gte=window.start, month__lt=window.end)

    def of_actors(self, names):
        """Returns the rows of these accounts, in every organisation."""
        return self.filter(actor_name__in=names)


class Presence(models.Model):
    """That an account was active for an organisation in a month, however little it did."""

    PERSONAL_FIELDS = {
        "actor_name": "the opaque account name, to count each person once and to erase on request",
        "path": "patient, caregiver or helper, to compare groups of 10 or more",
        "language": "to compare groups of 10 or more",
        "first_seen": "to tell who comes back after some days",
        "last_seen": "to tell who is still learning",
    }

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    actor_name = models.CharField(max_length=255)
    month = models.DateField()
    path = models.CharField(max_length=12, blank=True)
    language = models.CharField(max_length=35, blank=True)
    told_at = models.DateTimeField(null=True)  # of the latest statement that named path and language
    statements = models.PositiveIntegerField()
    first_seen = models.DateTimeField(null=True)  # null where it was counted before this column was
    last_seen = models.DateTimeField()

    objects = MonthQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "actor_name", "month"], name="one_presence_a_month"
            )
        ]
        verbose_name = _("presence")
        verbose_name_plural = _("presences")

    def __str__(self):
        return f"presence {self.pk}"


class Standing(models.Model):
    """What an account showed of one skill in a month: said, learned, tried, did alone."""

    PERSONAL_FIELDS = {
        "actor_name": "the opaque account name, to count each person once and to erase on request",
        "says": "the answer to the self-check question, from 0 to 1",
        "says_at": "to keep the latest answer",
        "kept_right": "how much was right when it was asked again after 30 days, in hundredths",
        "last_seen": "to tell how fresh the rest is",
    }

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    actor_name = models.CharField(max_length=255)
    skill = SkillSlugField()
    month = models.DateField()
    says = models.FloatField(null=True)
    says_at = models.DateTimeField(null=True)
    is_learned = models.BooleanField()
    is_tried = models.BooleanField()
    is_alone = models.BooleanField()
    is_begun = models.BooleanField(default=False)
    is_planned = models.BooleanField(default=False)
    is_done = models.BooleanField(default=False)
    kept_of = models.PositiveIntegerField(default=0)
    kept_right = models.PositiveIntegerField(default=0)
    hints = models.PositiveIntegerField()
    tries = models.PositiveIntegerField()
    last_seen = models.DateTimeField()

    objects = MonthQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "actor_name", "skill", "month"], name="one_standing_a_month"
            )
        ]
        verbose_name = _("standing")
        verbose_name_plural = _("standings")

    def __str__(self):
        return f"standing {self.pk}"


class Trace(models.Model):
    """What an account did with one activity in a month: a course, a lesson, a task, a trainer, a self-check.

    With a `detail` it is one typical mistake made in the task. `steps` has a bit for each of a lesson's five
    steps, in their order; `seconds` is the time in tasks that were ended; cases are those of trainers.
    """

    class Kind(models.TextChoices):
        COURSE = "course"
        LESSON = "lesson"
        SCENARIO = "scenario"
        SELF_CHECK = "self-check"

    PERSONAL_FIELDS = {
        "actor_name": "the opaque account name, to count each person once and to erase on request",
        "activity": "which lesson, task or self-check it was, to find those where people stop",
        "first_score": "to compare the first self-check with the last",
        "last_score": "to compare the first self-check with the last",
    }

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    actor_name = models.CharField(max_length=255)
    activity = models.CharField(max_length=255)
    detail = models.CharField(max_length=100, blank=True)
    month = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    skill = SkillSlugField(blank=True)
    is_begun = models.BooleanField()
    is_ended = models.BooleanField()
    is_alone = models.BooleanField()
    steps = models.PositiveSmallIntegerField()
    times = models.PositiveIntegerField()
    hints = models.PositiveIntegerField()
    seconds = models.PositiveIntegerField()
    cases = models.PositiveIntegerField()
    right = models.PositiveIntegerField()
    threats = models.PositiveIntegerField()
    caught = models.PositiveIntegerField()
    harmless = models.PositiveIntegerField()
    alarms = models.PositiveIntegerField()
    first_score = models.FloatField(null=True)
    first_at = models.DateTimeField(null=True)
    last_score = models.FloatField(null=True)
    last_at = models.DateTimeField(null=True)

    objects = MonthQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "actor_name", "activity", "detail", "month"],
                name="one_trace_a_month",
            )
        ]
        indexes = [models.Index(fields=["organisation", "kind", "month"], name="traces_of_a_kind")]
        verbose_name = _("trace")
        verbose_name_plural = _("traces")

    def __str__(self):
        return f"trace {self.pk}"


class KeptRun(models.Model):
    """All figures of a large organisation's pages, counted at one moment by the worker."""

    PERSONAL_FIELDS = {}

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kept figures")
        verbose_name_plural = _("kept figures")

    def __str__(self):
        return f"kept figures {self.pk}"


class KeptFigure(models.Model):
    """One counted figure, as JSON; the key says which and of whom. Counts of groups, nobody's own."""

    PERSONAL_FIELDS = {}

    run = models.ForeignKey(KeptRun, on_delete=models.CASCADE, related_name="figures", db_index=False)
    key = models.CharField(max_length=255)
    value = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "key"], name="one_kept_figure_a_key")]
        verbose_name = _("kept figure")
        verbose_name_plural = _("kept figures")

    def __str__(self):
        return self.key


class ActorAliasQuerySet(models.QuerySet):
    def targets(self, names):
        """Returns {name: the name it counts for} for those names that were merged. One query."""
        return dict(self.filter(source__in=names).values_list("source", "target"))

    def sources(self, target):
        """Returns the names that count for this one."""
        return list(self.filter(target=target).values_list("source", flat=True))

    def counting_for(self, names):
        """Returns {name: the name it counts for} of these names, and of those that count for them."""
        found = self.filter(target__in=names).values_list("source", "target")
        return {name: name for name in names} | dict(found)


class ActorAlias(models.Model):
    """An account whose statements count for another: a guest who signed in to an account already in use."""

    PERSONAL_FIELDS = {
        "source": "the guest's opaque account name",
        "target": "the opaque account name it counts for",
    }

    source = models.CharField(max_length=255, unique=True)
    target = models.CharField(max_length=255, db_index=True)

    objects = ActorAliasQuerySet.as_manager()

    class Meta:
        verbose_name = _("merged account")
        verbose_name_plural = _("merged accounts")

    def __str__(self):
        return f"merged account {self.pk}"
