"""Share links, uploads and letters."""

import uuid

from django.db import models

from sandbox_portal.sections.documents import states
from sandbox_portal.transitions import StatusRow


class OwnQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the rows of one practice, newest first."""
        return self.filter(practice=practice).order_by("-pk")


class ShareLink(models.Model):
    """A link that opens one document for whoever has its passcode, until a day. It leads nowhere real."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click makes one link only",
        "document": "which invented document is shared",
        "label": "for whom it is, chosen from a list",
        "passcode": "made up by the practice; it opens nothing real",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    form_key = models.UUIDField(default=uuid.uuid4)
    document = models.CharField(max_length=64)
    label = models.CharField(max_length=16)
    passcode = models.CharField(max_length=6)
    expires_on = models.DateField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=16, default=states.Link.ACTIVE)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "form_key"], name="one_link_a_form")]

    def __str__(self):
        return f"{self.document} ({self.status})"


class ShareLinkStatus(StatusRow):
    """A state that a link entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = states.LINK

    item = models.ForeignKey(ShareLink, on_delete=models.CASCADE, related_name="statuses")


class Upload(models.Model):
    """A sample from the shelf that was handed in. No real file is ever taken."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click hands in once only",
        "sample": "which sample of the shelf was chosen",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    form_key = models.UUIDField(default=uuid.uuid4)
    sample = models.CharField(max_length=24)
    sent_at = models.DateTimeField()
    reason = models.SlugField(max_length=24, blank=True)
    status = models.CharField(max_length=16, default=states.Upload.SCANNING)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "form_key"], name="one_upload_a_form")]

    def __str__(self):
        return f"{self.sample} ({self.status})"


class UploadStatus(StatusRow):
    """A state that an upload entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = states.UPLOAD

    item = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="statuses")


class Letter(models.Model):
    """A letter that was asked for."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click asks once only",
        "kind": "which kind of letter was chosen",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    form_key = models.UUIDField(default=uuid.uuid4)
    kind = models.CharField(max_length=12)
    asked_on = models.DateField()
    ready_until = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=16, default=states.Letter.PREPARING)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "form_key"], name="one_letter_a_form")]

    def __str__(self):
        return f"{self.kind} letter ({self.status})"


class LetterStatus(StatusRow):
    """A state that a letter entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = states.LETTER

    item = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="statuses")
