"""A task in the practice portal, shown inside a lesson."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from courses.activities.models import Activity


class TryIt(Activity):
    """Points at a practice task by its slug, which never changes. Nothing is marked here."""

    PERSONAL_FIELDS = {}
    KIND = "try-it"
    HAS_ANSWER = False

    scenario = models.SlugField(_("practice task"), max_length=80)

    panels = [*Activity.first_panels, FieldPanel("scenario"), *Activity.last_panels]

    class Meta:
        verbose_name = _("practice task link")
        verbose_name_plural = _("practice task links")
