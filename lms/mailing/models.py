"""E-mails on their way out."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(hours=1)
KEPT = timedelta(days=2)  # the links of most e-mails are of no use for longer


class WaitingMailQuerySet(models.QuerySet):
    def due(self, *, now=None):
        """Returns those to send now, the oldest first."""
        return self.filter(next_try_at__lte=now or timezone.now()).order_by("pk")

    def claim(self, row, *, now=None):
        """Takes one for a try and puts off the next; False where another worker was quicker."""
        wait = min(FIRST_WAIT * 2 ** min(row.tries, 10), LONGEST_WAIT)
        mine = self.filter(pk=row.pk, tries=row.tries, next_try_at=row.next_try_at)
        return mine.update(tries=row.tries + 1, next_try_at=(now or timezone.now()) + wait) == 1


class WaitingMail(models.Model):
    """One e-mail that has not left yet. The row goes when it has, at the latest after KEPT.

    `content` is what lms/mailing/packing.py makes of an e-mail: subject, body, addresses, headers.
    """

    PERSONAL_FIELDS = {"content": "the e-mail and whom it is for; deleted when it has left or after two days"}

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    content = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = WaitingMailQuerySet.as_manager()

    def __str__(self):
        return f"e-mail {self.pk}"
