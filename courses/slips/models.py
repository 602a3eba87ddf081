"""Slips, and who has opened one lately: as long as it takes to count each person once."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.classes.models import SIGNS, clean_code

CODE_LENGTH = 6  # behind it stands nothing that is not on the site anyway
KEPT_DAYS = 90


def new_code():
    """Returns a code for a slip's address, without signs that look alike on paper."""
    return "".join(secrets.choice(SIGNS) for _number in range(CODE_LENGTH))


class SlipQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns one organisation's slips."""
        return self.filter(organisation=organisation)

    def behind(self, code):
        """Returns the slip of a typed code: one or none."""
        return self.filter(code=clean_code(code))

    def with_counts(self):
        """Adds `opened` and `done`: how many people ever did, those already forgotten included."""
        rows = models.Count("openings")
        done = models.Count("openings", filter=models.Q(openings__done_at__isnull=False))
        return self.annotate(opened=models.F("opened_before") + rows, done=models.F("done_before") + done)


class Slip(models.Model):
    """A lesson and a practice task in one language, to be handed to many people. It knows none of them."""

    PERSONAL_FIELDS = {
        "made_by": "shown to other staff of the organisation",
    }

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="slips"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    label = models.CharField(_("where it is handed out"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    lesson_key = models.UUIDField()
    task = models.SlugField(max_length=80)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    handed_out = models.PositiveIntegerField(_("how many were handed out"), null=True, blank=True)
    opened_before = models.PositiveIntegerField(default=0, editable=False)
    done_before = models.PositiveIntegerField(default=0, editable=False)

    objects = SlipQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("take-home slip")
        verbose_name_plural = _("take-home slips")

    def __str__(self):
        return self.code


class OpeningQuerySet(models.QuerySet):
    def for_learner(self, learner):
        """Returns what one learner has opened; nothing for nobody."""
        return self.filter(learner=learner) if learner else self.none()

    def not_done(self):
        """Returns those whose lesson and task are not both done yet."""
        return self.filter(done_at=None)

    def old(self, *, now=None):
        """Returns those that were opened KEPT_DAYS ago: only their number is kept from then on."""
        return self.filter(opened_at__lt=(now or timezone.now()) - timedelta(days=KEPT_DAYS))


class Opening(models.Model):
    """Somebody who agrees to be counted went on from a slip. It goes after 90 days, or with their no."""

    PERSONAL_FIELDS = {
        "slip": "which slip it was; nobody at the clinic sees by whom",
        "learner": "to count each person once; goes after 90 days, when they do not agree or are erased",
        "opened_at": "to forget the row after 90 days",
        "done_at": "to count who did both parts",
    }

    slip = models.ForeignKey(Slip, on_delete=models.CASCADE, related_name="openings")
    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now, db_index=True)
    done_at = models.DateTimeField(null=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slip", "learner"], name="one_opening_a_learner")]

    def __str__(self):
        return f"opening {self.pk}"
