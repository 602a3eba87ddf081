"""A video call, and what is wrong with the pretend device."""

from django.db import models

from sandbox_portal.sections.video.states import MACHINE, TROUBLE_MACHINE, State, Trouble
from sandbox_portal.transitions import StatusRow


class VideoCallQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the calls of one practice with their visits, oldest first."""
        return self.filter(booking__practice=practice).select_related("booking").order_by("pk")

    def with_statuses(self):
        """Returns calls with every state they were in. One query more."""
        return self.prefetch_related("statuses")


class VideoCall(models.Model):
    """The call of one visit by video, from the device test to its end."""

    PERSONAL_FIELDS = {}

    booking = models.OneToOneField(
        "sandbox_portal.Booking", on_delete=models.CASCADE, related_name="video_call"
    )
    status = models.CharField(max_length=32, default=State.READY)
    drops = models.PositiveSmallIntegerField(default=0)

    objects = VideoCallQuerySet.as_manager()

    def __str__(self):
        return f"call of {self.booking_id} ({self.status})"

    @property
    def practice(self):
        """The practice it stands in, for its status rows."""
        return self.booking.practice


class VideoCallStatus(StatusRow):
    """A state that a call entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = MACHINE

    item = models.ForeignKey(VideoCall, on_delete=models.CASCADE, related_name="statuses")


class DeviceFaultQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns what is or was wrong with the device in one practice, in the order in which it came."""
        return self.filter(practice=practice).order_by("pk")

    def there(self):
        """Returns what is not fixed."""
        return self.filter(status=Trouble.THERE)


class DeviceFault(models.Model):
    """One thing that is wrong with the pretend device, until it is fixed. It may come back."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "fault": "which fault of the pretend device it is",
        "tries": "how often another step was tried first",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    fault = models.SlugField(max_length=24)
    tries = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=32, default=Trouble.THERE)

    objects = DeviceFaultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "fault"],
                condition=models.Q(status="there"),
                name="one_fault_of_a_sort_at_a_time",
            )
        ]

    def __str__(self):
        return f"{self.fault} ({self.status})"


class DeviceFaultStatus(StatusRow):
    """A state that a fault of the device entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = TROUBLE_MACHINE

    item = models.ForeignKey(DeviceFault, on_delete=models.CASCADE, related_name="statuses")
