"""The step of the workflow that reads a page by itself, and what reviewers said about a revision."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, Task, TaskState

from courses.plain_language import pemat, report


class PlainLanguageTask(Task):
    """Reads a page as it comes in. A page that is too hard, or whose picture has no words, goes back.

    The sentences that cause it stand in the comment. It asks nobody and keeps nobody waiting.
    """

    PERSONAL_FIELDS = {}

    class Meta:
        verbose_name = _("plain language step")
        verbose_name_plural = _("plain language steps")

    def start(self, workflow_state, user=None):
        """Returns the state of this step: passed, or sent back with the reasons."""
        state = super().start(workflow_state, user=user)
        reading = report.of(state.revision.as_object())
        state.status = TaskState.STATUS_APPROVED if reading.holds else TaskState.STATUS_REJECTED
        state.comment = reading.as_text()
        state.finished_at = timezone.now()
        state.save(update_fields=["status", "comment", "finished_at"])
        return state

    def get_actions(self, obj, user):
        """Returns nothing: nobody acts here."""
        return []

    @classmethod
    def get_description(cls):
        """Returns what the step does."""
        return _("Sends a page back that is too hard to read, or whose picture has no description.")


def step(organisation):
    """Returns the step that reads a page by itself: one for all organisations, for it asks nobody."""
    return PlainLanguageTask.objects.get_or_create(name="Plain language")[0]


class PematReviewQuerySet(models.QuerySet):
    def of_page(self, page):
        """Returns the reviews of a page, the latest first."""
        return self.filter(page_id=page.pk).select_related("reviewer").order_by("-reviewed_at", "-pk")


class PematReview(models.Model):
    """One reviewer's answers to the items of PEMAT-P about one revision of a page."""

    PERSONAL_FIELDS = {
        "reviewer": "who answered, to be asked about it",
        "reviewed_at": "to show the latest first",
    }

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_at = models.DateTimeField(default=timezone.now)
    answers = models.JSONField(default=dict)
    understanding = models.PositiveSmallIntegerField(null=True)
    acting = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(blank=True, max_length=1000)

    objects = PematReviewQuerySet.as_manager()

    def __str__(self):
        return f"PEMAT review {self.pk}"

    def save(self, *args, **kwargs):
        """Keeps the two scores with the answers they are made of."""
        self.understanding = pemat.score(self.answers, pemat.UNDERSTANDING)
        self.acting = pemat.score(self.answers, pemat.ACTING)
        return super().save(*args, **kwargs)
