"""The newsletter: who wants it, what was written, and to whom it went."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.organisations.models import Organisation

CONFIRM_DAYS = 7
MOST_TRIES = 3
RETRY_AFTER = timedelta(minutes=15)  # longer than a batch holds its lease


class SubscriberQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns the readers of one organisation's newsletter."""
        return self.filter(organisation=organisation)

    def confirmed(self):
        """Returns those who said yes from their own mailbox."""
        return self.filter(confirmed_at__isnull=False)

    def never_confirmed(self, *, now=None):
        """Returns those who did not answer our letter within 7 days."""
        before = (now or timezone.now()) - timedelta(days=CONFIRM_DAYS)
        return self.filter(confirmed_at=None, asked_at__lt=before)


class Subscriber(models.Model):
    """An address that asked for the newsletter. It knows no learner; the row is deleted when they stop."""

    PERSONAL_FIELDS = {
        "email": "where the newsletter goes; deleted when they stop, or do not confirm within 7 days",
        "language": "in which language they read it",
        "asked_at": "to forget who does not confirm",
        "confirmed_at": "that they said yes, and when",
    }

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="subscribers"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField()
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "email"], name="one_subscriber_an_address")
        ]

    def __str__(self):
        return f"subscriber {self.pk}"


class LetterQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns one organisation's newsletters, the newest first."""
        return self.filter(organisation=organisation).order_by("-pk")

    def under_way(self):
        """Returns those of open organisations that are to be sent and are not yet sent to everybody."""
        is_open = {"organisation__status": Organisation.Status.ACTIVE}
        return self.filter(started_at__isnull=False, finished_at=None, **is_open).order_by("started_at")

    def with_counts(self):
        """Adds `sent_count`: to how many it went."""
        went = models.Q(deliveries__sent_at__isnull=False)
        return self.annotate(sent_count=models.Count("deliveries", filter=went))


class Letter(models.Model):
    """One newsletter in both languages. A draft until somebody sends it."""

    PERSONAL_FIELDS = {"written_by": "the member of staff who wrote it"}

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="letters"
    )
    subject_en = models.CharField(_("subject in English"), max_length=120)
    body_en = models.TextField(_("text in English"), max_length=6000)
    subject_es = models.CharField(_("subject in Spanish"), max_length=120)
    body_es = models.TextField(_("text in Spanish"), max_length=6000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    wanted = models.PositiveIntegerField(default=0)  # how many readers there were when it was sent off

    objects = LetterQuerySet.as_manager()

    def __str__(self):
        return self.subject_en

    def words(self, language):
        """Returns (subject, body) in a language."""
        side = "es" if language == "es" else "en"
        return getattr(self, f"subject_{side}"), getattr(self, f"body_{side}")


class DeliveryQuerySet(models.QuerySet):
    def cut_short(self, *, now=None):
        """Returns those that were begun, not finished, and may be tried again: a crash fell in between."""
        before = (now or timezone.now()) - RETRY_AFTER
        return self.filter(sent_at=None, has_failed=False, subscriber__isnull=False, at__lt=before)

    def open(self):
        """Returns those of which nobody knows yet how they end."""
        return self.filter(sent_at=None, has_failed=False, subscriber__isnull=False)

    def claim(self, row, *, now=None):
        """Takes a delivery that was cut short, for one more try; False where another worker was quicker."""
        mine = self.filter(pk=row.pk, sent_at=None, has_failed=False, tries=row.tries, at=row.at)
        return mine.update(tries=row.tries + 1, at=now or timezone.now()) == 1


    def give_back(self, row):
        """Undoes a claim of which nothing left: the first try was none, a later one does not count."""
        mine = self.filter(pk=row.pk, sent_at=None)
        if row.tries == 1:
            mine.filter(tries=1).delete()
        else:
            mine.update(tries=F("tries") - 1)


class Delivery(models.Model):
    """One letter to one reader: claimed before it leaves, marked when it has left.

    What a crash cut short between the two is tried again, with the same Message-ID, MOST_TRIES times in all.
    """

    PERSONAL_FIELDS = {"subscriber": "to whom it went; empty once they have stopped"}

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="deliveries")
    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.SET_NULL, null=True, related_name="deliveries"
    )
    at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=1, db_default=1)
    has_failed = models.BooleanField(default=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "subscriber"], name="one_delivery_a_reader")]

    def __str__(self):
        return f"delivery {self.pk}"
