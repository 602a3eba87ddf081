"""The statements, and which of them the roll-ups have not read yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StatementQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns the statements recorded for one organisation."""
        return self.filter(organisation=organisation)

    def for_actor(self, actor_name):
        """Returns one actor's statements, oldest first."""
        return self.filter(actor_name=actor_name).order_by("id")


class Statement(models.Model):
    """One xAPI statement, never changed once it is stored: its text as it came, and columns to ask by."""

    PERSONAL_FIELDS = {
        "actor_name": "the opaque account name, to count each person once and to erase on request",
        "raw": "what the account did: keys, numbers and given answers, never the learner's own words",
        "registration": "which enrolment, practice or self-check it belongs to",
        "timestamp": "when it happened, to count by month",
        "stored": "when it was stored, the order in which other systems read",
    }

    id = models.BigAutoField(primary_key=True)
    statement_id = models.UUIDField(_("statement id"), unique=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="statements"
    )
    actor_name = models.CharField(max_length=255)
    verb = models.CharField(max_length=255)
    activity = models.CharField(max_length=500)
    skill = models.CharField(max_length=32, blank=True)
    registration = models.UUIDField(null=True, blank=True)
    timestamp = models.DateTimeField()
    stored = models.DateTimeField()
    raw = models.TextField()

    objects = StatementQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["actor_name", "id"], name="statement_actor")]
        verbose_name = _("statement")
        verbose_name_plural = _("statements")

    def __str__(self):
        return str(self.statement_id)


class InboxQuerySet(models.QuerySet):
    def claim(self, limit):
        """Returns up to `limit` rows, oldest first, that no other worker holds; call it inside a transaction.

        PostgreSQL locks the rows and skips what another worker has locked. SQLite has one writer at a time.
        """
        rows = self.select_for_update(skip_locked=True, of=("self",)).select_related("statement")
        return rows.order_by("id")[:limit]


class InboxEntry(models.Model):
    """A statement that is not counted yet; written with it and deleted by whoever has counted it."""

    PERSONAL_FIELDS = {}

    id = models.BigAutoField(primary_key=True)
    statement = models.OneToOneField(Statement, on_delete=models.CASCADE, related_name="inbox_entry")

    objects = InboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement not counted yet")
        verbose_name_plural = _("statements not counted yet")

    def __str__(self):
        return f"inbox {self.pk}"
