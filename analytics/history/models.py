"""What the history does not have yet, what it has to forget, and whose figures it is to put right."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=1)  # longer than any reading of the history goes on


class EntryQuerySet(models.QuerySet):
    def next_of(self, organisation_id, limit):
        """Returns up to `limit` entries of an organisation, in the order in which they were written."""
        return self.filter(organisation=organisation_id).order_by("pk")[:limit]


class Entry(models.Model):
    """A statement that the history has not got yet; written in the transaction that counts the statement.

    `is_changed` where the history may have an earlier text of it, which goes first.
    """

    PERSONAL_FIELDS = {}
    IS_CONTENT = False

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    statement_id = models.UUIDField()
    is_changed = models.BooleanField(default=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "statement_id"], name="one_history_entry")
        ]
        indexes = [models.Index(fields=["organisation", "id"], name="history_entry_order")]
        verbose_name = _("statement for the history")
        verbose_name_plural = _("statements for the history")

    def __str__(self):
        return f"history entry {self.pk}"


class ForgottenQuerySet(models.QuerySet):
    def waiting(self):
        """Returns what is not done yet."""
        return self.filter(done_at=None)

    def since(self, moment):
        """Returns what is not done, or was done after a moment."""
        return self.filter(Q(done_at=None) | Q(done_at__gte=moment))

    def old(self, *, now=None):
        """Returns what was done so long ago that nobody reads the history from before it any more."""
        return self.filter(done_at__lt=(now or timezone.now()) - KEPT)


class Forgotten(models.Model):
    """An account whose statements the history has to delete. The row goes a day after that is done."""

    PERSONAL_FIELDS = {"actor_name": "the opaque account name, to delete its statements in the history too"}
    IS_CONTENT = False

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    actor_name = models.CharField(max_length=255)
    asked_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    objects = ForgottenQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "actor_name"], name="history_forgotten_who")]
        verbose_name = _("account to forget in the history")
        verbose_name_plural = _("accounts to forget in the history")

    def __str__(self):
        return f"forgotten {self.pk}"


class Owed(models.Model):
    """An account's month that is to be counted anew from the history, as the database has not all of it."""

    PERSONAL_FIELDS = {"actor_name": "the opaque account name whose month is counted anew"}
    IS_CONTENT = False

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    actor_name = models.CharField(max_length=255)
    month = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "actor_name", "month"], name="one_month_owed")
        ]
        verbose_name = _("month to count anew")
        verbose_name_plural = _("months to count anew")

    def __str__(self):
        return f"owed {self.pk}"
