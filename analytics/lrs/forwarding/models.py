"""Where statements are forwarded to, what waits to be sent, and what was refused for good."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TargetQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns one organisation's targets by name."""
        return self.filter(organisation=organisation).order_by("name")

    def active(self):
        """Returns the targets that are switched on."""
        return self.filter(is_active=True)

    def due(self, *, at):
        """Returns the active targets that may be tried at a moment and have something to send or to add."""
        waits = OutboxEntry.objects.filter(target=models.OuterRef("pk"))
        to_do = Q(models.Exists(waits)) | Q(backfill_until__isnull=False)
        return self.active().filter(Q(next_try_at=None) | Q(next_try_at__lte=at)).filter(to_do)


class Target(models.Model):
    """Another record store that gets a copy of each statement of the organisation."""

    class Version(models.TextChoices):
        ONE = "1.0.3", "1.0.3"
        TWO = "2.0.0", "2.0"

    PERSONAL_FIELDS = {}

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="lrs_targets"
    )
    name = models.CharField(_("name"), max_length=80)
    endpoint = models.URLField(_("address"), max_length=500)
    username = models.CharField(_("key or user name"), max_length=255)
    sealed_password = models.TextField(editable=False)
    version = models.CharField(
        _("version of xAPI"), max_length=8, choices=Version.choices, default=Version.ONE
    )
    is_active = models.BooleanField(_("switched on"), default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    next_try_at = models.DateTimeField(null=True, editable=False)
    last_error = models.CharField(max_length=300, blank=True, editable=False)
    last_sent_at = models.DateTimeField(null=True, editable=False)
    sent = models.PositiveBigIntegerField(default=0, editable=False)
    # Everything stored before is added batch by batch: how far, to where, and how many of how many.
    backfill_after = models.BigIntegerField(null=True, editable=False)
    backfill_until = models.BigIntegerField(null=True, editable=False)
    backfill_done = models.PositiveBigIntegerField(default=0, editable=False)
    backfill_total = models.PositiveBigIntegerField(default=0, editable=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_lrs_target_a_name")]
        verbose_name = _("store to forward to")
        verbose_name_plural = _("stores to forward to")

    def __str__(self):
        return self.name


class OutboxQuerySet(models.QuerySet):
    def next_of(self, target, limit):
        """Returns up to `limit` entries of a target, in the order in which they were written."""
        return self.filter(target=target).order_by("pk")[:limit]


class OutboxEntry(models.Model):
    """A statement that a target has not got yet; written in the transaction that stores the statement."""

    PERSONAL_FIELDS = {}

    id = models.BigAutoField(primary_key=True)
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="outbox")
    statement_id = models.UUIDField()

    objects = OutboxQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target", "statement_id"], name="one_outbox_entry_a_target")
        ]
        indexes = [models.Index(fields=["target", "id"], name="lrs_outbox_order")]
        verbose_name = _("statement to forward")
        verbose_name_plural = _("statements to forward")

    def __str__(self):
        return f"outbox {self.pk}"


class DeadLetterQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns what an organisation's targets refused, the latest first."""
        found = self.filter(target__organisation=organisation).select_related("target")
        return found.order_by(F("refused_at").desc(), "-pk")


class DeadLetter(models.Model):
    """A statement that a target refused for good, with the reason it gave."""

    PERSONAL_FIELDS = {}

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="dead_letters")
    statement_id = models.UUIDField()
    status = models.PositiveIntegerField()
    reason = models.CharField(max_length=1000)
    refused_at = models.DateTimeField(default=timezone.now)

    objects = DeadLetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target", "statement_id"], name="one_dead_letter_a_target")
        ]
        verbose_name = _("refused statement")
        verbose_name_plural = _("refused statements")

    def __str__(self):
        return f"refused {self.pk}"
