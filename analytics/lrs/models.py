"""The statements, what they are found by, and which of them the roll-ups have not read yet.

No table here has foreign keys in the database: rows that belong to a statement are written with it and
deleted with it, and a lock on the organisation's row for each statement would make all writers wait for
one another. See docs/adr/0047-keys-and-partitions.md.
"""

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from analytics.lrs import moments


class StatementQuerySet(models.QuerySet):
    def delete(self):
        """Deletes the statements and frees their ids. Locks them first, in the order of their keys."""
        with transaction.atomic(using=self.db, savepoint=False):
            rows = self.order_by("pk").select_for_update()
            found = list(rows.values_list("organisation_id", "statement_id", "pk"))
            for organisation_id in {row[0] for row in found}:
                ids = [row[1] for row in found if row[0] == organisation_id]
                TakenId.objects.filter(organisation=organisation_id, statement_id__in=ids).delete()
            keys = [row[2] for row in found]
            return super(StatementQuerySet, self.model.objects.filter(pk__in=keys)).delete()

    delete.alters_data = True
    delete.queryset_only = True

    def with_ids(self, organisation_id, ids):
        """Returns an organisation's statements of these ids. Asks for their keys at once."""
        taken = TakenId.objects.filter(organisation=organisation_id, statement_id__in=ids)
        return self.filter(pk__in=list(taken.values_list("key", flat=True)))

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
        return Mention.objects.filter(
            organisation=outer("organisation"), refers_to=outer("statement_id"), is_voiding=True
        )


class Statement(models.Model):
    """One xAPI statement, never changed once it is stored: its text as it came, and columns to ask by.

    Its key says when it was stored (analytics.lrs.moments), so that the order of the keys is that of storing.
    """

    PERSONAL_FIELDS = {
        "actor_name": "the opaque account name, to count each person once and to erase on request",
        "raw": "what the account did: keys, numbers and given answers, never the learner's own words",
        "registration": "which enrolment, practice or self-check it belongs to",
        "timestamp": "when it happened, to count by month",
        "stored": "when it was stored, the order in which other systems read",
    }

    id = models.BigIntegerField(primary_key=True, default=moments.new_key)
    statement_id = models.UUIDField(_("statement id"))
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        related_name="statements",
        db_index=False,
        db_constraint=False,
    )
    # Who sent it; nobody when the product recorded it itself.
    client = models.ForeignKey(
        "analytics.Client",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
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
        indexes = [
            models.Index(fields=["actor_name", "id"], name="statement_actor"),
            models.Index(fields=["organisation", "id"], name="statement_order"),
            models.Index(fields=["client", "id"], name="statement_client", condition=Q(client__isnull=False)),
            models.Index(
                fields=["registration", "id"],
                name="statement_registration",
                condition=Q(registration__isnull=False),
            ),
        ]
        verbose_name = _("statement")
        verbose_name_plural = _("statements")

    def __str__(self):
        return str(self.statement_id)

    def save(self, *args, **kwargs):
        """Stores it and takes its id; the record store itself writes in batches (analytics.lrs.writing)."""
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if is_new:
            TakenId.objects.create(
                organisation_id=self.organisation_id, statement_id=self.statement_id, key=self.pk
            )


class TakenId(models.Model):
    """That an id is taken in an organisation, and by which statement.

    A table of its own, because statements lie in monthly partitions on PostgreSQL and an id is unique in all.
    """

    PERSONAL_FIELDS = {}

    pk = models.CompositePrimaryKey("organisation", "statement_id")
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    statement_id = models.UUIDField()
    key = models.BigIntegerField()

    class Meta:
        verbose_name = _("taken id")
        verbose_name_plural = _("taken ids")

    def __str__(self):
        return str(self.statement_id)


class Mention(models.Model):
    """That the object of a statement is another one, which need not be here; voiding does the same."""

    PERSONAL_FIELDS = {}

    pk = models.CompositePrimaryKey("organisation", "refers_to", "statement")
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    refers_to = models.UUIDField()
    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="mentions", db_constraint=False
    )
    is_voiding = models.BooleanField()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")

    def __str__(self):
        return str(self.refers_to)


class Link(models.Model):
    """What a statement can be found by: one row for each agent, activity and verb in it.

    `key` is analytics.lrs.keys' hash of the organisation and the thing, so that no organisation finds
    another's. `is_direct` where the filters agent, activity and verb find it, else only the related_ ones.
    """

    PERSONAL_FIELDS = {"key": "a hash that finds the statements of an account"}

    pk = models.CompositePrimaryKey("key", "statement")
    key = models.UUIDField()
    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="links", db_index=False, db_constraint=False
    )
    is_direct = models.BooleanField()

    class Meta:
        # On PostgreSQL a block range index: links lie in the order of their statements.
        indexes = [models.Index(fields=["statement"], name="lrs_link_statement")]
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self):
        return f"link {self.pk}"


class Reference(models.Model):
    """That a statement refers to another as its object, also by way of statements between the two."""

    PERSONAL_FIELDS = {}

    pk = models.CompositePrimaryKey("target", "statement")
    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="references", db_constraint=False
    )
    target = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="referred_by", db_index=False, db_constraint=False
    )

    class Meta:
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
    statements = models.ManyToManyField(Statement, related_name="attachments", db_constraint=False)

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
        return rows.order_by("statement")[:limit]


class InboxEntry(models.Model):
    """A statement that is not counted yet; written with it and deleted by whoever has counted it."""

    PERSONAL_FIELDS = {}

    statement = models.OneToOneField(
        Statement,
        on_delete=models.CASCADE,
        related_name="inbox_entry",
        primary_key=True,
        db_constraint=False,
    )
    # So that a page counts what waits without a look at the statements; null in rows from before this column.
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )

    objects = InboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement not counted yet")
        verbose_name_plural = _("statements not counted yet")

    def __str__(self):
        return f"inbox {self.pk}"
