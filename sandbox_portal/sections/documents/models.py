"""Share links, uploads, letters, and copies of the record."""

import uuid

from django.db import models

from sandbox_portal.sections.documents import states
from sandbox_portal.transitions import StatusRow


class OwnQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the rows of one practice, newest first."""
        return self.filter(practice=practice).order_by("-pk")

    def sent(self):
        """Returns what is no draft any more."""
        return self.exclude(status="draft")

    def with_statuses(self):
        """Returns rows with every state they were in. One query more."""
        return self.prefetch_related("statuses")


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


class CopyRequest(models.Model):
    """Copies of the record that were asked for: which, from when, for whom and how. Fees are cents."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click asks once only",
        "parts": "which parts of the invented record",
        "period": "from when on, chosen from a list",
        "to": "for whom they are, chosen from a list",
        "form": "on which way they come",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    form_key = models.UUIDField(default=uuid.uuid4)
    seat = models.CharField(max_length=8)
    parts = models.JSONField(default=list)
    period = models.CharField(max_length=8)
    to = models.CharField(max_length=12)
    form = models.CharField(max_length=8)
    cents = models.PositiveIntegerField(default=0)
    asked_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    ready_until = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=16, default=states.Copies.DRAFT)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "form_key"], name="one_copy_request_a_form")
        ]

    def __str__(self):
        return f"copies for {self.to} ({self.status})"

    @property
    def is_open(self):
        """True while it was asked for and is not done."""
        return self.status in states.COPIES_OPEN


class CopyRequestStatus(StatusRow):
    """A state that a request for copies entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = states.COPIES

    item = models.ForeignKey(CopyRequest, on_delete=models.CASCADE, related_name="statuses")
