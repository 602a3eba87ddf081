"""Documents that clients keep beside statements: activity state, activity profiles and agent profiles."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DocumentQuerySet(models.QuerySet):
    def of(self, place):
        """Returns the documents of one place: of an activity, an agent or both (places.Place)."""
        found = self.filter(place=place.key)
        return found if place.registration is None else found.filter(registration=place.registration)

    def at(self, place, name):
        """Returns the document of this name in this place: one or none."""
        return self.filter(key=place.key_of(name))

    def changed_after(self, moment):
        """Returns the documents stored or changed after a moment (exclusive)."""
        return self.filter(updated_at__gt=moment)

    def of_agents(self, agent_keys):
        """Returns the documents about these agents (places.agent_key), in every organisation."""
        return self.filter(agent_key__in=agent_keys)


class Document(models.Model):
    """One document: its bytes and its content type, as they came.

    `key` is the hash of everything that names it, so that one short unique index keeps it single whatever the
    length of the ids and whether there is a registration.
    """

    class Kind(models.TextChoices):
        STATE = "state", _("activity state")
        ACTIVITY_PROFILE = "activity-profile", _("activity profile")
        AGENT_PROFILE = "agent-profile", _("agent profile")

    PERSONAL_FIELDS = {
        "agent": "whose state or profile it is, as the client names them",
        "agent_key": "to find and erase everything of one agent",
        "content": "whatever a client keeps about the agent",
        "registration": "which attempt of the agent's it belongs to",
    }

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="lrs_documents"
    )
    kind = models.CharField(max_length=16, choices=Kind.choices)
    key = models.CharField(max_length=64, unique=True)
    place = models.CharField(max_length=64)
    name = models.TextField()
    activity = models.TextField(blank=True)
    agent = models.TextField(blank=True)
    agent_key = models.CharField(max_length=64, blank=True, db_index=True)
    registration = models.UUIDField(null=True)
    content = models.BinaryField()
    content_type = models.TextField()
    etag = models.CharField(max_length=40)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place", "updated_at"], name="lrs_document_place")]
        verbose_name = _("xAPI document")
        verbose_name_plural = _("xAPI documents")

    def __str__(self):
        return f"document {self.pk}"
