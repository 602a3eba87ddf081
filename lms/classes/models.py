"""Classes: people who learn together for a while, known to one another's leader by nickname only."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Letters and digits that are not taken for one another on paper: no 0 and O, no 1, I and L.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
# 31 to the power of 8 is 850 thousand million: with a limit on wrong codes (limits.py) nobody guesses one.
CODE_LENGTH = 8
MOST_PEOPLE = 200


def new_code():
    """Returns a code nobody can guess, from the operating system's random source."""
    return "".join(secrets.choice(SIGNS) for _number in range(CODE_LENGTH))


def clean_code(text):
    """Returns a code as it is kept, from what somebody typed: small letters, spaces and dashes are fine."""
    return "".join(sign for sign in text.upper() if sign in SIGNS)


class StudyClassQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns one organisation's classes."""
        return self.filter(organisation=organisation)

    def led_by(self, user):
        """Returns the classes that a member of staff leads."""
        return self.filter(leader=user)

    def running(self):
        """Returns the classes whose names are still kept and whose last day has not passed."""
        return self.filter(ended_at=None, ends_on__gte=timezone.localdate())

    def past_their_end(self):
        """Returns the classes whose last day has passed and whose names are still kept."""
        return self.filter(ended_at=None, ends_on__lt=timezone.localdate())

    def behind(self, code):
        """Returns the class of a typed code: one or none."""
        return self.filter(code=clean_code(code))


class StudyClass(models.Model):
    """A class of one organisation. After its last day only the counts stay."""

    PERSONAL_FIELDS = {
        "leader": "who may see the nicknames and the progress of those who agreed",
    }

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="classes"
    )
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="classes_led"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("name of the class"), max_length=80)
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    language = models.CharField(_("language of the hand-out"), max_length=8, default="en")
    ends_on = models.DateField(_("last day"))
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    people_count = models.PositiveIntegerField(default=0, editable=False)
    shown_count = models.PositiveIntegerField(default=0, editable=False)
    done_counts = models.JSONField(default=dict, editable=False)

    objects = StudyClassQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("class")
        verbose_name_plural = _("classes")

    def __str__(self):
        return self.title

    @property
    def is_open(self):
        """True while people may join."""
        return self.ended_at is None and self.ends_on >= timezone.localdate()

    @property
    def shown_code(self):
        """The code as it stands on paper, in two halves."""
        return f"{self.code[:4]}-{self.code[4:]}"


class ClassMemberQuerySet(models.QuerySet):
    def for_learner(self, learner):
        """Returns the classes that one learner is in; nothing for nobody."""
        return self.filter(learner=learner) if learner else self.none()

    def showing(self):
        """Returns those who agreed that the leader sees how far they are."""
        return self.filter(is_shown=True)

    def in_running(self):
        """Returns the places in classes whose last day has not passed."""
        running = StudyClass.objects.running()
        return self.filter(study_class__in=running.values("pk"))


class ClassMember(models.Model):
    """A learner's place in a class. It goes when they leave, and with the class's end."""

    PERSONAL_FIELDS = {
        "study_class": "which class; goes with its end",
        "learner": "who is in it",
        "nickname": "what the leader knows them by, when they agree; goes with the class's end",
        "is_shown": "whether they agree that the leader sees how far they are",
        "joined_at": "what they did before is not shown",
    }

    study_class = models.ForeignKey(StudyClass, on_delete=models.CASCADE, related_name="members")
    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="classes")
    nickname = models.CharField(max_length=24)
    is_shown = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = ClassMemberQuerySet.as_manager()

    class Meta:
        ordering = ["nickname", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["study_class", "learner"], name="one_place_a_learner"),
            models.UniqueConstraint(models.F("study_class"), Lower("nickname"), name="one_nickname_a_class"),
        ]

    def __str__(self):
        return f"place {self.pk}"
