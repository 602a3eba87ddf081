"""What the pretend clinic will do once the practice clock gets there."""

from django.db import models
from django.utils import timezone


class ScheduledReplyQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns everything the clinic has done or will do in one practice."""
        return self.filter(practice=practice)

    def waiting(self):
        """Returns what was not delivered yet, in the order in which it falls due."""
        return self.filter(delivered_at__isnull=True).order_by("due", "pk")

    def due_by(self, moment):
        """Returns what falls due by a moment on the practice clock."""
        return self.filter(due__lte=moment)

    def claim(self, reply):
        """Marks one reply as delivered; False where somebody else did so before."""
        return bool(self.filter(pk=reply.pk, delivered_at__isnull=True).update(delivered_at=timezone.now()))


class ScheduledReply(models.Model):
    """One thing that the clinic or the pharmacy will do. `due` is on the practice clock."""

    PERSONAL_FIELDS = {"practice": "the learner's practice in which the clinic answers"}

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="replies")
    kind = models.CharField(max_length=48)
    due = models.DateTimeField()
    target = models.BigIntegerField(null=True, blank=True)
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    delivered_at = models.DateTimeField(null=True, blank=True)

    objects = ScheduledReplyQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        indexes = [
            models.Index(
                fields=["practice", "due"],
                condition=models.Q(delivered_at__isnull=True),
                name="waiting_replies",
            )
        ]

    def __str__(self):
        return f"{self.kind} due {self.due:%Y-%m-%d %H:%M}"
