"""The failures of a practice: each strikes one page once, and goes when the learner finds the way out."""

from django.db import models

from sandbox_portal.failures.states import MACHINE, State
from sandbox_portal.transitions import StatusRow


class FailureQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the failures of one practice in the order in which they were brought about."""
        return self.filter(practice=practice).order_by("pk")

    def open(self):
        """Returns those that are still to come or stand on a page."""
        return self.exclude(status=State.OVER)



class Failure(models.Model):
    """One failure. It strikes the next page of `section` that is opened once the check `after` is met."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "failure": "which failure of the catalogue it is",
        "path": "which page of the practice it struck",
        "tried": "which ways out were tried, by their names",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="failures")
    failure = models.SlugField(max_length=32)
    section = models.SlugField(max_length=24)
    after = models.SlugField(max_length=48, blank=True)
    path = models.CharField(max_length=200, blank=True)
    tried = models.JSONField(default=list, blank=True)
    status = models.CharField(max_length=8, default=State.WAITING)

    objects = FailureQuerySet.as_manager()

    def __str__(self):
        return f"{self.failure} ({self.status})"


class FailureStatus(StatusRow):
    """A state that a failure entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = MACHINE

    item = models.ForeignKey(Failure, on_delete=models.CASCADE, related_name="statuses")
