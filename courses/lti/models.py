"""Which platforms may open an organisation's courses, who came from there, and the grades they are owed.

"Platform" is the other learning management system (LMS), as LTI 1.3 calls it; we are the "tool".
"""

import re
import uuid
from datetime import timedelta
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.lti import troubles

OLD_KEY_DAYS = 7  # how long a key that was replaced is still shown: platforms keep what they have read
LOGIN_SECONDS = 600
MOST_REFUSALS = 8  # of one grade by a platform that answers; its learner may have left the course there


_HOST = re.compile(r"[a-z0-9.-]+|\[[0-9a-f:.]+\]").fullmatch


class OwnedQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns the rows of one organisation."""
        return self.filter(organisation=organisation)


class ToolKeyQuerySet(OwnedQuerySet):
    def shown(self, *, now=None):
        """Returns the keys that a platform may verify with: the one in use, and those just replaced."""
        since = (now or timezone.now()) - timedelta(days=OLD_KEY_DAYS)
        return self.filter(Q(replaced_at=None) | Q(replaced_at__gt=since)).order_by("-made_at", "-pk")


class ToolKey(models.Model):
    """An organisation's key pair, with which it signs what it sends to platforms."""

    PERSONAL_FIELDS = {}
    IS_CONTENT = False  # no page that everybody sees shows it

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    key_id = models.UUIDField(default=uuid.uuid4, unique=True)
    public = models.JSONField()  # a JWK (RFC 7517), without "d"
    sealed_private = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    replaced_at = models.DateTimeField(null=True)

    objects = ToolKeyQuerySet.as_manager()

    def __str__(self):
        return f"tool key {self.key_id}"


class Problem(models.TextChoices):
    """Why a launch was refused; the words are for the organisation's admin."""

    SIGN_IN = "sign_in", _("The LMS did not sign the person in.")
    CLIENT = "client", _("It came with another issuer or client ID than those you typed.")
    STATE = "state", _("It was not begun here, took longer than 10 minutes, or was used before.")
    BROWSER = "browser", _("It was finished in another browser window than it was begun in.")
    KEYS = "keys", _("The key set of the LMS could not be read.")
    SIGNATURE = "signature", _("Its signature does not match the key set of the LMS.")
    TIME = "time", _("It was too old, or a clock is wrong.")
    AUDIENCE = "audience", _("It was meant for another tool.")
    DEPLOYMENT = "deployment", _("It came with a deployment ID that is not on your list.")
    MESSAGE = "message", _("It was no LTI 1.3 message that we know.")
    PERSON = "person", _("It did not say who the learner is.")
    CONTENT = "content", _("It asked for a course or lesson that your site does not publish.")


class RegistrationQuerySet(OwnedQuerySet):
    def of_issuer(self, issuer):
        """Returns the registrations with an issuer."""
        return self.filter(issuer=issuer)

    def with_refused(self):
        """Adds `has_refused`: whether grades were given up that one of them would not have."""
        refused = Grade.objects.given_up().filter(identity__registration=models.OuterRef("pk"))
        return self.annotate(has_refused=models.Exists(refused))

    def due(self, *, at):
        """Returns those that have a grade to send at a moment."""
        waits = Grade.objects.due(at=at).filter(identity__registration=models.OuterRef("pk"))
        return self.filter(Q(next_try_at=None) | Q(next_try_at__lte=at)).filter(models.Exists(waits))


class Registration(models.Model):
    """A platform that may open the organisation's courses: one client ID at one issuer."""

    PERSONAL_FIELDS = {}
    IS_CONTENT = False  # no page that everybody sees shows it

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="lti_registrations"
    )
    name = models.CharField(_("name"), max_length=80)
    site = models.URLField(_("address of the LMS"), max_length=300)
    issuer = models.CharField(_("issuer"), max_length=300)
    client_id = models.CharField(_("client ID"), max_length=200)
    login_url = models.URLField(_("authentication request URL"), max_length=500)
    token_url = models.URLField(_("access token URL"), max_length=500)
    key_set_url = models.URLField(_("public key set URL"), max_length=500)
    audience = models.CharField(_("audience of the access token"), max_length=500, blank=True)
    deployments = models.JSONField(default=list)  # deployment ids, as strings
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    last_launch_at = models.DateTimeField(null=True, editable=False)
    last_problem = models.CharField(max_length=12, choices=Problem.choices, blank=True, editable=False)
    last_problem_at = models.DateTimeField(null=True, editable=False)
    unknown_deployment = models.CharField(max_length=255, blank=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    next_try_at = models.DateTimeField(null=True, editable=False)
    last_error = models.CharField(max_length=300, blank=True, editable=False)
    grades_sent = models.PositiveBigIntegerField(default=0, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "issuer", "client_id"], name="one_lti_registration_a_client"
            )
        ]
        ordering = ["name", "pk"]
        verbose_name = _("learning management system")

    def __str__(self):
        return self.name

    def owed(self):
        """Returns (how many grades wait, how many were given up, what was said of the last of either)."""
        rows = Grade.objects.of_platform(self)
        waiting, refused = rows.filter(waits=True), rows.given_up()
        said = (refused | waiting).exclude(last_error="").order_by("waits", "-changed_at")
        why = said.values_list("last_error", flat=True).first()
        return waiting.count(), refused.count(), troubles.words(why or "")

    @property
    def trouble(self):
        """Why no grade could be sent the last time, in words."""
        return troubles.words(self.last_error)

    @property
    def origins(self):
        """The origins whose pages may show ours in a frame: where the platform is, and where it signs in."""
        found = {origin_of(url) for url in (self.site, self.issuer, self.login_url)}
        return sorted(found - {""})


def origin_of(url):
    """Returns scheme and host of an address, "" where it is none of the web or would break a policy (CSP)."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}{port}" if parts.scheme in ("http", "https") and _HOST(host) else ""


class LoginQuerySet(models.QuerySet):
    def run_out(self):
        """Returns the logins that nobody finished in time."""
        return self.filter(ends_at__lte=timezone.now())


def _soon():
    return timezone.now() + timedelta(seconds=LOGIN_SECONDS)


class Login(models.Model):
    """A login that was begun: its launch must bring this state and nonce. Used once, it is deleted."""

    PERSONAL_FIELDS = {}
    IS_CONTENT = False  # no page that everybody sees shows it

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="logins")
    state_hash = models.CharField(max_length=64, unique=True)
    nonce = models.CharField(max_length=64)
    ends_at = models.DateTimeField(default=_soon, db_index=True)

    objects = LoginQuerySet.as_manager()

    def __str__(self):
        return f"login {self.pk}"


class IdentityQuerySet(models.QuerySet):
    def for_learner(self, learner):
        """Returns the rows of one learner; nothing for nobody."""
        return self.filter(learner=learner) if learner else self.none()

    def systems(self):
        """Returns the names of the platforms, in their order."""
        return self.order_by("registration__name").values_list("registration__name", flat=True)


class Identity(models.Model):
    """Who a learner is at a platform: the opaque id that it uses for them. No name, no e-mail address."""

    PERSONAL_FIELDS = {
        "registration": "at which other learning system the learner is known",
        "subject": "the opaque id there: to find the learner's place again, and to send their grade",
        "learner": "whose place it is here",
        "made_at": "shown to the learner",
    }

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="identities")
    subject = models.CharField(max_length=255)
    learner = models.ForeignKey("people.Learner", on_delete=models.CASCADE, related_name="lti_identities")
    made_at = models.DateTimeField(default=timezone.now)

    objects = IdentityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "subject"], name="one_lti_identity_a_subject")
        ]

    def __str__(self):
        return f"identity {self.pk}"


class GradeQuerySet(models.QuerySet):
    def for_learner(self, learner):
        """Returns the rows of one learner; nothing for nobody."""
        return self.filter(identity__learner=learner) if learner else self.none()

    def due(self, *, at):
        """Returns those that wait to be sent and may be tried at a moment."""
        return self.filter(waits=True, next_try_at__lte=at)

    def of_platform(self, registration):
        """Returns the rows of one platform."""
        return self.filter(identity__registration=registration)

    def given_up(self):
        """Returns those that the platform refused so often that they are not tried again by themselves."""
        return self.filter(waits=False, failures__gte=MOST_REFUSALS)


class Grade(models.Model):
    """A link at a platform through which a learner came, and how much of what it leads to they finished.

    It is its own outbox: `waits` is set in the transaction that finishes a lesson.
    """

    class Kind(models.TextChoices):
        COURSE = "course", _("course")
        LESSON = "lesson", _("lesson")

    PERSONAL_FIELDS = {
        "identity": "whose grade it is",
        "resource_link": "the platform's id of the link that the learner followed",
        "line_item": "the address at the platform to which the grade goes",
        "kind": "whether the link leads to a course or to a lesson",
        "key": "which course or lesson",
        "finished": "how many lessons of it are finished: the grade",
        "changed_at": "the moment of the grade, which goes with it",
        "sent_at": "shown to the learner",
    }

    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="grades")
    resource_link = models.CharField(max_length=255)
    line_item = models.CharField(max_length=1000, blank=True)  # empty: the platform wants no grade
    kind = models.CharField(max_length=6, choices=Kind.choices)
    key = models.UUIDField()
    finished = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    waits = models.BooleanField(default=False)
    failures = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    objects = GradeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["identity", "resource_link"], name="one_lti_grade_a_link")
        ]
        indexes = [
            models.Index(fields=["next_try_at"], name="lti_grades_due", condition=Q(waits=True)),
        ]

    def __str__(self):
        return f"grade {self.pk}"

    @property
    def share(self):
        """The grade: the share of lessons finished, 0 to 1, to four places."""
        return round(min(self.finished / self.total, 1), 4) if self.total else 0
