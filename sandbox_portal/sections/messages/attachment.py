"""Sample files that go with a message. No real file is ever taken."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sandbox_portal.transitions import Machine, StatusRow


class State(models.TextChoices):
    OFFERED = "offered", _("Chosen")
    REFUSED = "refused", _("Not taken")
    ADDED = "added", _("Goes with the message")
    REMOVED = "removed", _("Taken off")
    SENT = "sent", _("Sent")
    TAKEN = "taken", _("In your record")
    RETURNED = "returned", _("Sent back")


MACHINE = Machine(
    State.OFFERED,
    {
        State.OFFERED: {State.REFUSED, State.ADDED},
        State.ADDED: {State.REMOVED, State.SENT},
        State.SENT: {State.TAKEN, State.RETURNED},
    },
)
GOING_ALONG = (State.ADDED, State.SENT, State.TAKEN, State.RETURNED)


class AttachmentQuerySet(models.QuerySet):
    def of_message(self, message):
        """Returns what goes, or went, with a message, in order."""
        return self.filter(message=message, status__in=GOING_ALONG).order_by("pk")

    def of_thread(self, thread):
        """Returns what went with the messages of one conversation, in order."""
        return self.filter(message__thread=thread, status__in=GOING_ALONG).order_by("pk")

    def added(self):
        """Returns what will go along with an unsent message."""
        return self.filter(status=State.ADDED)

    def sent(self):
        """Returns what the clinic has yet to look at."""
        return self.filter(status=State.SENT)


class Attachment(models.Model):
    """A sample from the shelf that was chosen for a message."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click adds it once only",
        "sample": "which sample of the shelf was chosen",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey("sandbox_portal.Message", on_delete=models.CASCADE, related_name="files")
    form_key = models.UUIDField(default=uuid.uuid4)
    sample = models.CharField(max_length=24)
    reason = models.SlugField(max_length=24, blank=True)
    status = models.CharField(max_length=16, default=State.OFFERED)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "form_key"], name="one_attachment_a_form"),
            models.UniqueConstraint(
                fields=["message", "sample"],
                condition=models.Q(status=State.ADDED),
                name="one_sample_a_message",
            ),
        ]

    def __str__(self):
        return f"{self.sample} ({self.status})"


class AttachmentStatus(StatusRow):
    """A state that an attachment entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = MACHINE

    item = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="statuses")
