"""Packages that an organisation brought in, and how far each learner is in one."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FOLDER = "packages"


def _place(package, filename):
    return f"{FOLDER}/{package.key}.zip"


class PackageQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns one organisation's packages; nothing for none."""
        return self.filter(organisation=organisation) if organisation else self.none()

    def ready(self):
        """Returns those that were checked to the end and hold."""
        return self.filter(state=Package.State.READY)

    def waiting(self):
        """Returns those that are still to be checked."""
        return self.filter(state=Package.State.CHECKING)

    def by_key(self, keys):
        """Returns {key as text: package}. One query, none where there is nothing to look for."""
        return {str(one.key): one for one in self.filter(key__in=keys)} if keys else {}


class Package(models.Model):
    """A zip from another tool, kept as it came, and what its manifest says. It is played when READY.

    `files` is {name inside: bytes}; `facts` go to the package when it starts.
    """

    PERSONAL_FIELDS = {"made_by": "shown to other staff of the organisation"}

    class State(models.TextChoices):
        CHECKING = "checking", _("being checked")
        READY = "ready", _("ready")
        REFUSED = "refused", _("not taken")

    class Kind(models.TextChoices):
        SCORM12 = "scorm12", "SCORM 1.2"
        SCORM2004 = "scorm2004", "SCORM 2004"
        CMI5 = "cmi5", "cmi5"
        H5P = "h5p", "H5P"

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="packages"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(max_length=12, choices=Kind)
    file = models.FileField(upload_to=_place, blank=True)
    launch = models.CharField(max_length=255)
    query = models.CharField(max_length=1000, blank=True)
    facts = models.JSONField(default=dict)
    files = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.CHECKING)
    read_bytes = models.PositiveBigIntegerField(default=0)
    fault = models.TextField(blank=True)
    language = models.CharField(max_length=8, default="en")  # in which its maker reads what is wrong with it
    made_at = models.DateTimeField(default=timezone.now)

    objects = PackageQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("package from elsewhere")
        verbose_name_plural = _("packages from elsewhere")

    def __str__(self):
        return self.title

    @property
    def whole_bytes(self):
        """How large all files are together, unfolded."""
        return sum(self.files.values())

    @property
    def learners(self):
        """How many have opened it, in whatever lesson. One query."""
        return self.attempts.values("learner").distinct().count()

    @property
    def is_ready(self):
        """True once it may be played."""
        return self.state == self.State.READY


class AttemptQuerySet(models.QuerySet):
    def for_learner(self, learner):
        """Returns the rows of one learner; nothing for nobody."""
        return self.filter(learner=learner) if learner else self.none()

    def in_lesson(self, lesson_key):
        """Returns those of one lesson."""
        return self.filter(lesson_key=lesson_key)


class Attempt(models.Model):
    """How far a learner is in a package of a lesson. `values` are the elements of its data model we keep."""

    PERSONAL_FIELDS = {
        "learner": "whose it is",
        "lesson_key": "in which lesson it was opened",
        "values": "what the package asks us to remember, so that it goes on where the learner stopped",
        "is_done": "shown in the lesson",
        "is_passed": "shown in the lesson",
        "score": "shown in the lesson",
        "opened_at": "to sort the learner's own data",
        "touched_at": "to sort the learner's own data",
    }

    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="package_attempts")
    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="attempts")
    lesson_key = models.UUIDField()
    values = models.JSONField(default=dict)
    is_done = models.BooleanField(default=False)
    is_passed = models.BooleanField(null=True)
    score = models.FloatField(null=True)  # 0 to 1
    opened_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "package", "lesson_key"], name="one_attempt_a_package")
        ]

    def __str__(self):
        return f"attempt {self.pk}"


class SessionQuerySet(models.QuerySet):
    def of(self, *, package, attempt):
        """Returns the launches of one attempt; those of authors' looks at a package where there is none."""
        return self.filter(package=package, attempt=attempt)

    def open(self):
        """Returns those that the package has not ended."""
        return self.filter(ended_at=None)


class Session(models.Model):
    """One launch of a cmi5 package: from the page that shows it to its last word.

    `attempt` is None where an author looks. `said` is [{"id", "print", "verb"}] of the statements taken,
    `verb` is "" where it is not one of cmi5's.
    """

    PERSONAL_FIELDS = {
        "attempt": "whose launch it is",
        "said": "which statements came already, so that none counts twice",
        "opened_at": "how old the launch is",
        "ended_at": "after its end nothing more is taken",
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="sessions")
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="sessions", null=True)
    language = models.CharField(max_length=8)
    secret = models.CharField(max_length=64, blank=True)  # SHA-256 of the word that was given out once
    said = models.JSONField(default=list)
    opened_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = SessionQuerySet.as_manager()

    def __str__(self):
        return f"session {self.key}"
