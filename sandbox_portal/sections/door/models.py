"""The pretend account, the codes sent for it, and each time somebody was signed in.

No model here has a place for a password: what is typed into such a field is looked at and forgotten.
"""

from django.db import models

from sandbox_portal.sections.door.states import ACCOUNT, CODE, STAY, CodeState, State, StayState
from sandbox_portal.transitions import StatusRow


class Device(models.TextChoices):
    OWN = "own", "own"
    SHARED = "shared", "shared"


class Account(models.Model):
    """The pretend account of a practice that has been at the front door. A practice without one is inside."""

    class Outside(models.TextChoices):
        """Why one stands outside."""

        NEW = "new"  # has not been in yet
        SIGNED_OUT = "signed-out"
        TIMED_OUT = "timed-out"
        LEFT_OPEN = "left-open"  # the window was closed, nobody signed out

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "device": "on which pretend device one sits",
        "name": "which invented user name was chosen",
        "has_passphrase": "that one was chosen and is long enough; never the words",
        "second_step": "which second step was set up",
        "phone": "which invented phone was given",
        "email": "which invented address was given",
    }

    practice = models.OneToOneField("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="door")
    status = models.CharField(max_length=16, default=State.INVITED)
    device = models.CharField(max_length=8, choices=Device.choices, default=Device.OWN)
    is_inside = models.BooleanField(default=False)
    outside = models.CharField(max_length=12, choices=Outside.choices, default=Outside.NEW)
    seen_at = models.DateTimeField()
    has_passed = models.BooleanField(default=False)  # the password was right, the second step waits
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    misses = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    has_found = models.BooleanField(default=True)  # the portal's right address
    has_agreed = models.BooleanField(default=False)
    name = models.SlugField(max_length=40, blank=True)
    has_passphrase = models.BooleanField(default=False)
    phone = models.SlugField(max_length=16, blank=True)
    has_phone = models.BooleanField(default=False)
    email = models.SlugField(max_length=16, blank=True)
    has_email = models.BooleanField(default=False)
    second_step = models.CharField(max_length=8, blank=True)
    has_caller = models.BooleanField(default=False)  # somebody will ask for the code

    class Meta:
        verbose_name = "pretend account"

    def __str__(self):
        return f"account ({self.status})"


class AccountStatus(StatusRow):
    """A state that an account entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = ACCOUNT

    item = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="statuses")


class OneTimeCodeQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns the codes of one practice, newest first."""
        return self.filter(practice=practice).order_by("-pk")

    def open(self):
        """Returns codes that can still be used."""
        return self.filter(status=CodeState.SENT)

    def to(self, purpose):
        """Returns the codes for one purpose."""
        return self.filter(purpose=purpose)


class OneTimeCode(models.Model):
    """An invented code that was sent once: on paper to sign up, or to the pretend phone or mailbox."""

    class Purpose(models.TextChoices):
        SIGN_UP = "sign-up"
        PHONE = "phone"
        EMAIL = "email"
        SIGN_IN = "sign-in"
        RESET = "reset"

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "channel": "on which pretend way it was sent",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    channel = models.CharField(max_length=8)
    digits = models.CharField(max_length=12)
    expires_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=16, default=CodeState.SENT)

    objects = OneTimeCodeQuerySet.as_manager()

    def __str__(self):
        return f"code to {self.purpose} ({self.status})"


class CodeStatus(StatusRow):
    """A state that a code entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = CODE

    item = models.ForeignKey(OneTimeCode, on_delete=models.CASCADE, related_name="statuses")


class StayQuerySet(models.QuerySet):
    def for_practice(self, practice):
        """Returns each time somebody was signed in, newest first."""
        return self.filter(practice=practice).order_by("-pk")

    def remembered(self, device, since):
        """Returns the times after `since` at which this device was to be remembered."""
        return self.filter(device=device, is_remembered=True, begun_at__gte=since)


class Stay(models.Model):
    """One time at the portal, from signing in to the end."""

    PERSONAL_FIELDS = {
        "practice": "whose practice it stands in",
        "device": "on which pretend device it was",
        "begun_at": "the pretend time at which one signed in",
    }

    practice = models.ForeignKey("sandbox_portal.Practice", on_delete=models.CASCADE, related_name="+")
    device = models.CharField(max_length=8, choices=Device.choices)
    is_remembered = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    status = models.CharField(max_length=16, default=StayState.SIGNED_IN)

    objects = StayQuerySet.as_manager()

    def __str__(self):
        return f"signed in on {self.device} ({self.status})"


class StayStatus(StatusRow):
    """A state that a time at the portal entered."""

    PERSONAL_FIELDS = {"at_real": "when it was done"}
    MACHINE = STAY

    item = models.ForeignKey(Stay, on_delete=models.CASCADE, related_name="statuses")
