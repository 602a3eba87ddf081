"""The statements, and which of them the roll-ups have not read yet."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StatementQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns the statements recorded for one organisation."""
        return self.filter(organisation=organisation)

    def for_actor(self, actor_name):
        """Returns one actor's statements, oldest first."""
        return self.filter(actor_name=actor_name).order_by("id")

    def not_voided(self):
        """Returns the statements that no other voids; one that voids can itself not be voided."""
        return self.filter(Q(is_voiding=True) | ~models.Exists(self._voiding()))

    def voided(self):
        """Returns the statements that another voids."""
        return self.filter(is_voiding=False).filter(models.Exists(self._voiding()))

    @staticmethod
    def _voiding():
        outer = models.OuterRef
        return Statement.objects.filter(
            organisation=outer("organisation"), refers_to=outer("statement_id"), is_voiding=True
        )


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
    statement_id = models.UUIDField(_("statement id"))
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="statements", db_index=False
    )
    # Who sent it; nobody when the product recorded it itself.
    client = models.ForeignKey(
        "analytics.Client", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    actor_name = models.CharField(max_length=255)
    verb = models.TextField()
    activity = models.TextField(blank=True)
    skill = models.CharField(max_length=32, blank=True)
    registration = models.UUIDField(null=True, blank=True)
    # The statement that its object refers to, which need not be here.
    refers_to = models.UUIDField(null=True)
    is_voiding = models.BooleanField(default=False)
    timestamp = models.DateTimeField()
    stored = models.DateTimeField()
    raw = models.TextField()

    objects = StatementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "statement_id"], name="one_statement_an_id")
        ]
        indexes = [
            models.Index(fields=["actor_name", "id"], name="statement_actor"),
            models.Index(fields=["organisation", "stored", "id"], name="statement_order"),
            models.Index(
                fields=["client", "stored", "id"], name="statement_client", condition=Q(client__isnull=False)
            ),
            models.Index(
                fields=["registration", "stored", "id"],
                name="statement_registration",
                condition=Q(registration__isnull=False),
            ),
            models.Index(
                fields=["refers_to"], name="statement_refers_to", condition=Q(refers_to__isnull=False)
            ),
        ]
        verbose_name = _("statement")
        verbose_name_plural = _("statements")

    def __str__(self):
        return str(self.statement_id)


class Link(models.Model):
    """What a statement can be found by: one row for each agent, activity and verb in it.

    `key` is analytics.lrs.keys' hash of the organisation and the thing, so that no organisation finds
    another's. `is_direct` where the filters agent, activity and verb find it, else only the related_ ones.
    """

    PERSONAL_FIELDS = {"key": "a hash that finds the statements of an account", "stored": "their order"}

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField()
    is_direct = models.BooleanField()
    stored = models.DateTimeField()
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="links", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["key", "stored", "statement"], name="lrs_link_order")]
        constraints = [models.UniqueConstraint(fields=["statement", "key"], name="one_link_a_key")]
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self):
        return f"link {self.pk}"


class Reference(models.Model):
    """That a statement refers to another as its object, also by way of statements between the two."""

    PERSONAL_FIELDS = {"stored": "the order of the statements that refer"}

    id = models.BigAutoField(primary_key=True)
    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="references", db_index=False
    )
    target = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="referred_by")
    stored = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "target"], name="one_reference_a_target")]
        verbose_name = _("reference")
        verbose_name_plural = _("references")

    def __str__(self):
        return f"reference {self.pk}"


class ActivityDefinition(models.Model):
    """What the organisation's statements say about an activity, merged."""

    PERSONAL_FIELDS = {}

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField(unique=True)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    iri = models.TextField()
    definition = models.TextField()

    class Meta:
        verbose_name = _("definition of an activity")
        verbose_name_plural = _("definitions of activities")

    def __str__(self):
        return self.iri


class Attachment(models.Model):
    """The bytes of an attachment, once an organisation."""

    PERSONAL_FIELDS = {"content": "what a statement from another system has attached"}

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    sha2 = models.CharField(max_length=128)
    content_type = models.TextField()
    content = models.BinaryField()
    statements = models.ManyToManyField(Statement, related_name="attachments")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "sha2"], name="one_attachment_a_hash")]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self):
        return self.sha2


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
