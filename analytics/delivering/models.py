"""Who wants reports, the reports themselves, the alerts, and what was sent to whom.

A report of a month, an alert of a skill and quarter, and a sending to a person are unique rows: each is there
once, however workers crash or race. See docs/adr/0195-alerts.md and 0196-the-monthly-report.md.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from analytics.report import READERS
from lms.organisations.models import Membership, Organisation
from lms.skills.models import SkillSlugField


class WishQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns the wishes of one organisation's staff."""
        return self.filter(organisation=organisation)

    def of(self, user):
        """Returns one user's wishes."""
        return self.filter(user=user)

    def that_hold(self):
        """Returns the wishes of active people who still may read, at organisations that are active."""
        readers = Membership.objects.filter(
            organisation=models.OuterRef("organisation"), user=models.OuterRef("user"), role__in=READERS
        )
        is_open = Q(organisation__status=Organisation.Status.ACTIVE, user__is_active=True)
        wants = Q(wants_report=True) | Q(wants_alerts=True)
        return self.filter(models.Exists(readers), is_open, wants).exclude(user__email="")


class Wish(models.Model):
    """What a member of staff wants by e-mail. Without a row: nothing."""

    PERSONAL_FIELDS = {
        "user": "who gets the e-mails; they go to the address of the account",
        "key": "the secret in the link that ends them",
        "language": "to write in the language in which they were asked for",
    }

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    language = models.CharField(max_length=8)
    wants_report = models.BooleanField(default=False)
    wants_alerts = models.BooleanField(default=False)

    objects = WishQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="one_wish_a_person")]
        verbose_name = _("wish for reports")
        verbose_name_plural = _("wishes for reports")

    def __str__(self):
        return f"wish {self.pk}"


class OwnedQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns one organisation's rows, the latest period first."""
        return self.filter(organisation=organisation).order_by("-period", "pk")


class Bulletin(models.Model):
    """The report of one month. `content` holds groups' figures only, those under 10 hidden (content.py)."""

    PERSONAL_FIELDS = {}
    IS_CONTENT = False

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    period = models.DateField()  # the first day of the month
    content = models.JSONField()
    written_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "period"], name="one_bulletin_a_month")
        ]
        verbose_name = _("monthly report")
        verbose_name_plural = _("monthly reports")

    def __str__(self):
        return f"bulletin {self.pk}"


class Alert(models.Model):
    """A gap that widened beyond chance from one quarter to the next: who tried and could not do it alone."""

    PERSONAL_FIELDS = {}
    IS_CONTENT = False

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    skill = SkillSlugField()
    period = models.DateField()  # the first day of the quarter
    before_stuck = models.PositiveIntegerField()
    before_tried = models.PositiveIntegerField()
    after_stuck = models.PositiveIntegerField()
    after_tried = models.PositiveIntegerField()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "skill", "period"], name="one_alert_a_skill_and_quarter"
            )
        ]
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")

    def __str__(self):
        return f"alert {self.pk}"


class DeliveryQuerySet(models.QuerySet):
    def to_send(self, *, now, waits):
        """Returns what is not sent and was never tried, or last tried long enough ago.

        `waits` are how long after the first try, the second, and so on; after the last wait it is tried once
        more. Nothing of an organisation that is suspended or closed.
        """
        is_free = Q(claimed_at__isnull=True)
        for tries, wait in enumerate(waits, start=1):
            is_free |= Q(tries=tries, claimed_at__lte=now - wait)
        waiting = self.filter(is_free, ended_at__isnull=True)
        return waiting.filter(bulletin__organisation__status=Organisation.Status.ACTIVE).order_by("pk")

    def claim(self, delivery, now):
        """Returns whether this caller may send it now: one of any number of callers at once may."""
        mine = self.filter(pk=delivery.pk, ended_at__isnull=True, claimed_at=delivery.claimed_at)
        return mine.update(claimed_at=now, tries=models.F("tries") + 1) == 1


class Delivery(models.Model):
    """One e-mail to one person: the report, or its alerts alone. It keeps no words."""

    PERSONAL_FIELDS = {
        "user": "who gets it",
        "key": "the id of the e-mail, the same however often it is tried",
        "ended_at": "so that it is sent once",
    }

    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="deliveries")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    is_sent = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bulletin", "user"], name="one_bulletin_a_person")]
        verbose_name = _("sending of a report")
        verbose_name_plural = _("sendings of reports")

    def __str__(self):
        return f"delivery {self.pk}"
