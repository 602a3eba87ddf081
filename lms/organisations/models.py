"""Clinics and nonprofits: their site, rules, colours and staff."""

import hashlib
import uuid
from functools import cached_property

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError as PydanticError

from lms.organisations.policy import Policy
from lms.organisations.theme import Theme


class OrganisationQuerySet(models.QuerySet):
    def for_user(self, user, *, roles=None):
        """Returns the active organisations in which a user is staff, in one of `roles` where given."""
        found = self.filter(memberships__user=user)
        if roles is not None:
            found = self.filter(memberships__user=user, memberships__role__in=roles)
        return found.active().distinct()

    def active(self):
        """Returns the organisations that are neither suspended nor closed."""
        return self.filter(status=Organisation.Status.ACTIVE)

    def closed_before(self, moment):
        """Returns the organisations that have been closed since before a moment."""
        return self.filter(status=Organisation.Status.CLOSED, closed_at__lt=moment)


def _problems(error, field):
    lines = [f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()]
    return ValidationError({field: lines})


class Organisation(models.Model):
    """One clinic or nonprofit."""

    class Kind(models.TextChoices):
        CLINIC = "clinic", _("Clinic")
        NONPROFIT = "nonprofit", _("Nonprofit")

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")
        CLOSED = "closed", _("Closed")

    PERSONAL_FIELDS = {}

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.ACTIVE, editable=False
    )
    closed_at = models.DateTimeField(null=True, editable=False)
    site = models.OneToOneField(
        "wagtailcore.Site", on_delete=models.PROTECT, related_name="organisation", null=True, blank=True
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        verbose_name=_("collection of images and documents"),
        on_delete=models.PROTECT,
        related_name="organisation",
        null=True,
        blank=True,
        editable=False,
    )
    workflow = models.OneToOneField(
        "wagtailcore.Workflow",
        verbose_name=_("workflow from author to publisher"),
        on_delete=models.SET_NULL,
        related_name="organisation",
        null=True,
        blank=True,
        editable=False,
    )
    theme_data = models.JSONField(_("colors"), default=dict, blank=True)
    policy_data = models.JSONField(_("rules and numbers"), default=dict, blank=True)
    language_codes = models.JSONField(_("languages of its site"), default=list, blank=True)
    logo = models.ImageField(
        _("logo"), upload_to="images/logos", blank=True, width_field="logo_width", height_field="logo_height"
    )
    logo_width = models.PositiveSmallIntegerField(null=True, editable=False)
    logo_height = models.PositiveSmallIntegerField(null=True, editable=False)
    logo_alt = models.CharField(_("the logo in words"), max_length=80, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")

    def __str__(self):
        return self.name

    def clean(self):
        """Refuses colours and rules that do not hold, naming each fault."""
        for field, kind in (("theme_data", Theme), ("policy_data", Policy)):
            try:
                kind.model_validate(getattr(self, field))
            except PydanticError as error:
                raise _problems(error, field) from error

    @property
    def is_active(self):
        """True while its pages are served and its staff may work."""
        return self.status == self.Status.ACTIVE

    @property
    def languages(self):
        """The codes of the languages its site offers, in the house's order; all where it says nothing."""
        offered = [code for code, _name in settings.LANGUAGES]
        return [code for code in offered if code in self.language_codes] or offered

    @cached_property
    def policy(self):
        """The organisation's rules, with the house's defaults where it says nothing."""
        return Policy.model_validate(self.policy_data)

    @cached_property
    def theme(self):
        """The organisation's colours, with the house's defaults where it says nothing."""
        return Theme.model_validate(self.theme_data)


class MembershipQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns the staff of one organisation."""
        return self.filter(organisation=organisation)

    def of_active(self):
        """Returns the memberships that count: not those of suspended or closed organisations."""
        return self.filter(organisation__status=Organisation.Status.ACTIVE)


class Membership(models.Model):
    """A user's role at an organisation. What each role may do stands in roles.py."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        REVIEWER = "reviewer", _("Plain-language reviewer")
        CLINICAL = "clinical", _("Clinical reviewer")
        PUBLISHER = "publisher", _("Publisher")
        ANALYST = "analyst", _("Analyst")
        LEADER = "leader", _("Class leader")
        ADMIN = "admin", _("Organization admin")

    PERSONAL_FIELDS = {
        "user": "who works for the organisation",
        "organisation": "where they work",
        "role": "what they may do there",
    }

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user", "role"], name="one_membership_a_role")
        ]

    def __str__(self):
        return f"{self.user} – {self.get_role_display()} – {self.organisation}"


class RoleGroup(models.Model):
    """The group that carries what one role may do at one organisation. roles.py keeps it in step."""

    PERSONAL_FIELDS = {}

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="role_groups")
    role = models.CharField(max_length=12, choices=Membership.Role.choices)
    group = models.OneToOneField("auth.Group", on_delete=models.CASCADE, related_name="role_group")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "role"], name="one_group_a_role"),
        ]

    def __str__(self):
        return self.group.name


class InvitationQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns one organisation's invitations."""
        return self.filter(organisation=organisation)

    def for_token(self, token):
        """Returns the invitation behind the secret of a link: one or none."""
        return self.filter(token_hash=Invitation.hash_of(token))

    def waiting(self):
        """Returns invitations that nobody has taken up yet, those that ran out too."""
        return self.filter(accepted_at=None)


class Invitation(models.Model):
    """A role waits for whoever opens an e-mail. The link's secret is kept as a hash only."""

    PERSONAL_FIELDS = {
        "email": "where the invitation was sent; goes when it is taken up or taken back",
        "organisation": "where the person is asked to work",
        "role": "what they are asked to do there",
        "expires_at": "when the link ends",
        "accepted_at": "so that the link works once",
    }

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(max_length=12, choices=Membership.Role.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email", "role"],
                condition=models.Q(accepted_at=None),
                name="one_waiting_invitation_a_role",
            )
        ]

    def __str__(self):
        return f"invitation {self.pk}"

    @staticmethod
    def hash_of(token):
        """Returns what is kept of a link's secret. It has 256 random bits, so it needs no salt."""
        return hashlib.sha256(token.encode()).hexdigest()

    @property
    def is_open(self):
        """True while the link still works."""
        return self.accepted_at is None and self.expires_at > timezone.now() and self.organisation.is_active


class TakeoutQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns one organisation's files."""
        return self.filter(organisation=organisation)

    def under_way(self):
        """Returns those that the worker has still to make: what was cut off least often, then the oldest."""
        return self.filter(finished_at=None).order_by("tries", "pk")

    def ready(self):
        """Returns those that can be downloaded."""
        return self.filter(finished_at__isnull=False, has_failed=False).exclude(file="")


class Takeout(models.Model):
    """Everything that is an organisation's own, as one file. It goes after a week."""

    PERSONAL_FIELDS = {
        "asked_by": "shown to the organisation's admins beside the file; goes with it after a week",
    }

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="takeouts")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    has_failed = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    file = models.FileField(upload_to="takeouts", blank=True)  # named before it is written

    objects = TakeoutQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"takeout {self.pk}"

    @property
    def size(self):
        """How many bytes the file has; None where the storage has lost it."""
        try:
            return self.file.size
        except (OSError, ValueError):
            return None
