"""Questions that visitors asked an organisation about this site."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

KEPT_DAYS = 180


class AskedQuestionQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns the questions asked on one organisation's site."""
        return self.filter(organisation=organisation)

    def open_first(self):
        """Returns those without an answer first, the oldest of them at the top; then the last answered."""
        return self.order_by(models.F("answered_at").desc(nulls_first=True), "asked_at", "pk")

    def past_their_time(self, *, now=None):
        """Returns those asked so long ago that they are to be deleted."""
        return self.filter(asked_at__lt=(now or timezone.now()) - timedelta(days=KEPT_DAYS))


class AskedQuestion(models.Model):
    """One question. It knows no learner; the address is there only where an answer is wanted by e-mail."""

    PERSONAL_FIELDS = {
        "text": "what somebody asked; refused where it holds an identifier or an emergency; kept 180 days",
        "email": "where the answer goes, if wanted; emptied once it is sent",
        "answered_by": "the member of staff who answered",
    }

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="asked_questions"
    )
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    text = models.TextField(max_length=600)
    email = models.EmailField(blank=True)
    form_key = models.UUIDField(unique=True)
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = AskedQuestionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "answered_at", "asked_at"], name="asked_by_state")]

    def __str__(self):
        return f"question {self.pk}"
