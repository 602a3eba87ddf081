"""The heartbeats of the worker and of the scheduler, in the database that every process shares."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

BEAT_EVERY = timedelta(seconds=5)
LATE_AFTER = timedelta(seconds=30)


class HeartbeatQuerySet(models.QuerySet):
    def last_by_name(self):
        """Returns {name: time of the last heartbeat}."""
        return dict(self.values_list("name", "at"))

    def beat(self, name):
        """Writes that the process of this name is alive now."""
        self.update_or_create(name=name, defaults={"at": timezone.now()})


class Heartbeat(models.Model):
    """When a process was last alive."""

    PERSONAL_FIELDS = {}

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    objects = HeartbeatQuerySet.as_manager()

    def __str__(self):
        return f"{self.name} at {self.at}"


class Lease(models.Model):
    """Who may do a periodic task now: nobody else until `until`. See leases.py."""

    PERSONAL_FIELDS = {}

    name = models.CharField(max_length=60, primary_key=True)
    until = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.name} until {self.until}"
