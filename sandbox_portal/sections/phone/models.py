"""Pretend calls to the clinic."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import WrittenOnce, WrittenOnceQuerySet


class PhoneCallQuerySet(WrittenOnceQuerySet):
    def for_practice(self, practice):
        """Returns the pretend calls made in a practice, newest first."""
        return self.filter(practice=practice).order_by("-pk")


class PhoneCall(WrittenOnce):
    """A pretend call to the clinic, and how it ended."""

    class About(models.TextChoices):
        MESSAGE = "message", _("A message without an answer")
        MEDICINE = "medicine", _("A medicine")
        RESULT = "result", _("A test result")
        RECORD = "record", _("A mistake in my record")
        PROXY = "proxy", _("Who can see my record")
        SIGN_IN = "sign-in", _("Signing up or signing in")
        PRIVACY = "privacy", _("Someone else may have used my account")
        BILL = "bill", _("A bill, or money")
        FAKE = "fake", _("A text, e-mail or call that may be fake")
        OTHER = "other", _("Something else: you tell them in your own words")

    class Outcome(models.TextChoices):
        ANSWER_COMES = "answer-comes"  # they look for the message and answer it today
        NOT_YET = "not-yet"  # still inside the promised time
        VISIT = "visit"  # a visit is booked by phone
        TODAY = "today"  # the pharmacy gives enough for a few days, today
        MOVED_ON = "moved-on"  # a request that was stuck goes on
        PAPERS = "papers"  # the clinic sends the insurance what it waits for
        CHEAPER = "cheaper"  # the clinic has the pharmacy fill one that costs less
        TAKEN_BACK = "taken-back"  # the answer was meant for somebody else
        OPENED = "opened"  # the locked account is opened
        NEW_CODE = "new-code"  # a new sign-up code is on its way
        NURSE = "nurse"  # a nurse looks at the number at once and says what to do today
        COMMENT_COMES = "comment-comes"  # the doctor is asked to write about the result
        FLAGGED = "flagged"  # a warning stands in the record until the form has gone its way
        NOT_OURS = "not-ours"  # they never sent that text, and warn others
        NOTED = "noted"

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click makes one call only",
        "about": "what the pretend call was about",
        "called_at": "the pretend time of the call",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="calls")
    form_key = models.UUIDField(default=uuid.uuid4)
    about = models.CharField(max_length=12, choices=About.choices)
    item = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    called_at = models.DateTimeField()

    objects = PhoneCallQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "form_key"], name="one_call_a_form")]

    def __str__(self):
        return f"call about {self.about}"
