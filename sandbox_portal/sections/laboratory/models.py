"""Bookings at the laboratory's sites."""

import uuid

from django.db import models

from sandbox_portal.sections.laboratory.states import MACHINE, OPEN, State
from sandbox_portal.transitions import StatusRow


class LabBookingQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the bookings of one practice, newest first."""
        return self.filter(practice=practice).order_by("-pk")

    def open(self):
        """Returns the bookings that still stand."""
        return self.filter(status__in=OPEN)


class LabBooking(models.Model):
    """A time at a site for one ordered test."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "form_key": "so that a double click books once only",
        "order": "which invented test it is for",
        "site": "which invented site was chosen",
        "starts_at": "the pretend time that was booked",
    }

    practice = models.ForeignKey(
        "sandbox_portal.Practice", on_delete=models.CASCADE, related_name="lab_bookings"
    )
    form_key = models.UUIDField(default=uuid.uuid4)
    order = models.CharField(max_length=64)
    site = models.CharField(max_length=24)
    starts_at = models.DateTimeField()
    status = models.CharField(max_length=16, default=State.BOOKED)

    objects = LabBookingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "form_key"], name="one_lab_booking_a_form"),
            models.UniqueConstraint(
                fields=["practice", "order"],
                condition=models.Q(status__in=[str(state) for state in OPEN]),
                name="one_open_lab_booking_an_order",
            ),
        ]

    def __str__(self):
        return f"{self.order} at {self.site} ({self.status})"


class LabBookingStatus(StatusRow):
    """A state that a booking entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = MACHINE

    item = models.ForeignKey(LabBooking, on_delete=models.CASCADE, related_name="statuses")
