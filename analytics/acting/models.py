"""What an organisation did about a gap, and on which day."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.skills.models import SkillSlugField


class DeedQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns what one organisation did and has not taken back, the latest day first."""
        found = self.filter(organisation=organisation, taken_back_at=None)
        return found.order_by("-done_on", "-pk")

    def about(self, skill):
        """Returns the deeds about one skill."""
        return self.filter(skill=skill)


class Deed(models.Model):
    """A message sent, a poster hung or a class held. It holds no free text: nobody's name gets in."""

    class Kind(models.TextChoices):
        MESSAGE = "message", _("We sent the message")
        POSTER = "poster", _("We hung the poster")
        CLASS = "class", _("We held a class")

    PERSONAL_FIELDS = {
        "by": "the member of staff who noted it, so that colleagues can ask",
        "taken_back_by": "the member of staff who took it back",
    }

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    skill = SkillSlugField()
    kind = models.CharField(_("what you did"), max_length=8, choices=Kind.choices)
    done_on = models.DateField(_("on which day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = DeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "skill", "kind", "done_on"],
                condition=Q(taken_back_at=None),
                name="one_deed_a_day_and_kind",
            )
        ]
        verbose_name = _("step against a gap")
        verbose_name_plural = _("steps against gaps")

    def __str__(self):
        return f"deed {self.pk}"
