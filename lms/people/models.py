"""Accounts and learners. A learner is anybody who learns, with an account or as a guest."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    """Makes users by e-mail address; there are no user names."""

    use_in_migrations = True

    def _create(self, email, password, **fields):
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_user(self, email, password=None, **fields):
        """Returns a new user without rights."""
        return self._create(email, password, **fields)

    def create_superuser(self, email, password=None, **fields):
        """Returns a new user who may do everything."""
        return self._create(email, password, is_staff=True, is_superuser=True, **fields)

    def lock(self, user):
        """Locks a user's row until the transaction ends, but not its key: rows may still point to it."""
        list(self.select_for_update(no_key=True).filter(pk=user.pk).values_list("pk"))

    def get_by_natural_key(self, email):
        """Returns the user with this e-mail address, whatever its letters' case."""
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who can sign in. What they learn belongs to their Learner."""

    PERSONAL_FIELDS = {
        "email": "to sign in and to reset the password",
        "first_name": "shown to other staff of the organisation in the authors' desk",
        "last_name": "shown to other staff of the organisation in the authors' desk",
        "password": "a hash, to sign in",
        "last_login": "to tell an account that is not used any more",
        "date_joined": "to tell how old an account is",
    }

    email = models.EmailField(_("e-mail address"), unique=True)
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self):
        return self.get_full_name() or self.email

    def get_full_name(self):
        """Returns first and last name, or an empty string."""
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self):
        """Returns the first name, or the e-mail address where there is none."""
        return self.first_name or self.email


class LearnerQuerySet(models.QuerySet):
    def for_user(self, user):
        """Returns the learners of this account: one, or none before the first act."""
        return self.filter(user=user)

    def guest(self, key):
        """Returns the guest behind a cookie's key; an account's learner is never found by a cookie."""
        return self.filter(key=key, user__isnull=True)

    def is_counted_now(self, learner):
        """Returns whether the learner agrees to be counted, as the database says it, with the row locked.

        False for one who was erased meanwhile. Ask in the transaction that writes: an erasing waits for it.
        """
        locked = self.filter(pk=learner.pk).select_for_update(of=("self",), no_key=True)
        return locked.values_list("is_counted", flat=True).first() or False

    def idle_guests(self, *, before):
        """Returns guests not seen since `before` (an aware datetime)."""
        return self.filter(user__isnull=True, last_seen_at__lt=before)


class Learner(models.Model):
    """Somebody who learns. Everything they do hangs on this row, and goes with it."""

    class Path(models.TextChoices):
        PATIENT = "patient", _("For my own care")
        CAREGIVER = "caregiver", _("I look after someone")
        HELPER = "helper", _("I help people use their portal")

    PERSONAL_FIELDS = {
        "user": "the account, when there is one",
        "key": "the secret in the guest's cookie",
        "actor_name": "the opaque name in statements",
        "organisation": "whose site the learner came to first",
        "language": "the language to answer in",
        "path": "patient, caregiver or helper: which lessons come first",
        "is_counted": "whether the learner agrees to be counted in groups of 10 or more",
        "created_at": "to tell how long a guest has been here",
        "last_seen_at": "to delete what is no longer used",
    }

    user = models.OneToOneField(
        "people.User", on_delete=models.CASCADE, null=True, blank=True, related_name="learner"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    actor_name = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="learners"
    )
    language = models.CharField(max_length=8, default="en")
    path = models.CharField(max_length=12, choices=Path.choices, default=Path.PATIENT)
    is_counted = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = LearnerQuerySet.as_manager()

    def __str__(self):
        return f"learner {self.pk}"

    @property
    def is_guest(self):
        """True while no account stands behind this learner."""
        return self.user_id is None


class SentActQuerySet(models.QuerySet):
    def for_learner(self, learner):
        """Returns the acts of one learner; nothing for nobody."""
        return self.filter(learner=learner) if learner else self.none()


class SentAct(models.Model):
    """An act that a browser sent, by the key it gave it, to tell the same act again from a new one."""

    PERSONAL_FIELDS = {
        "learner": "whose act it is",
        "key": "made up by the browser; says nothing of what was done",
        "sent_at": "to forget it after 60 days",
    }

    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="sent_acts")
    key = models.UUIDField()
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = SentActQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "key"], name="one_act_a_key")]

    def __str__(self):
        return f"act {self.pk}"


class DeviceCodeQuerySet(models.QuerySet):
    def open(self):
        """Returns the codes that still hold."""
        return self.filter(ends_at__gt=timezone.now()).select_related("learner")

    def run_out(self):
        """Returns the codes that hold no more."""
        return self.filter(ends_at__lte=timezone.now())


class DeviceCode(models.Model):
    """A short code with which a guest goes on on another device. Used once, it is deleted."""

    PERSONAL_FIELDS = {
        "learner": "whose work the code opens",
        "code_hash": "a keyed hash, to know the code when it is typed; the code itself is never kept",
        "ends_at": "to forget the code after ten minutes",
    }

    learner = models.OneToOneField("people.Learner", on_delete=models.CASCADE, related_name="device_code")
    code_hash = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField(db_index=True)

    objects = DeviceCodeQuerySet.as_manager()

    def __str__(self):
        return f"device code {self.pk}"
