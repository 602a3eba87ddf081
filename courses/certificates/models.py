"""Certificates of finished courses, the keys that sign them, and the list of those that were taken back."""

import secrets
import uuid

from django.db import models
from django.utils import timezone

from courses.progress.models import LearnerQuerySet

LONGEST_NAME = 80


def new_code():
    """Returns the code of a verification address: 128 random bits."""
    return secrets.token_urlsafe(16)


class OwnedQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns the rows of one organisation."""
        return self.filter(organisation=organisation)


class SigningKey(models.Model):
    """An organisation's key pair. The private half is sealed; the public half stays, to verify with."""

    PERSONAL_FIELDS = {}
    IS_CONTENT = False

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    key_id = models.UUIDField(default=uuid.uuid4, unique=True)
    public = models.JSONField()  # a JWK (RFC 7517), without "d"
    sealed_private = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    def __str__(self):
        return f"signing key {self.key_id}"


class CertificateQuerySet(LearnerQuerySet):
    def for_organisation(self, organisation):
        """Returns the certificates that one organisation gave."""
        return self.filter(organisation=organisation)

    def for_code(self, code):
        """Returns the certificate behind a verification address: one or none."""
        return self.filter(code=code)

    def in_course(self, course_key):
        """Returns the certificates of one course."""
        return self.filter(course_key=course_key)


class Certificate(models.Model):
    """That somebody finished a course. It shows the name they typed for it, or none."""

    PERSONAL_FIELDS = {
        "learner": "who finished the course",
        "organisation": "who says so",
        "course_key": "which course",
        "code": "the secret of the address at which others can check it",
        "shown_name": "the name or nickname the learner wants on it; may be empty",
        "completed_on": "the day the course was finished",
        "signed": "the signed Open Badges credential, which the learner may take along",
    }

    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="certificates")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    course_key = models.UUIDField()
    course_title = models.CharField(max_length=255)
    language = models.CharField(max_length=8)
    code = models.CharField(max_length=32, unique=True, default=new_code)
    number = models.UUIDField(unique=True, default=uuid.uuid4)  # the credential's id
    shown_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    completed_on = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="+")
    signed = models.TextField()

    objects = CertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "course_key"], name="one_certificate_a_course")
        ]

    def __str__(self):
        return f"certificate {self.pk}"


class Revocation(models.Model):
    """The number of a credential that no longer holds. It says of whom and of what nothing any more."""

    PERSONAL_FIELDS = {}
    IS_CONTENT = False

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.UUIDField(unique=True)
    revoked_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    def __str__(self):
        return f"revocation {self.number}"
