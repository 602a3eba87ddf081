"""Clinics and nonprofits: their site, rules, colours and staff."""

from functools import cached_property

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError as PydanticError

from lms.organisations.policy import Policy
from lms.organisations.theme import Theme


class OrganisationQuerySet(models.QuerySet):
    def for_site(self, site):
        """Returns the organisations whose site this is: one or none."""
        return self.filter(site=site)

    def for_user(self, user, *, roles=None):
        """Returns the organisations in which a user is staff, in one of `roles` where given."""
        found = self.filter(memberships__user=user)
        if roles is not None:
            found = self.filter(memberships__user=user, memberships__role__in=roles)
        return found.distinct()


def _problems(error, field):
    lines = [f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()]
    return ValidationError({field: lines})


class Organisation(models.Model):
    """One clinic or nonprofit."""

    class Kind(models.TextChoices):
        CLINIC = "clinic", _("Clinic")
        NONPROFIT = "nonprofit", _("Nonprofit")

    PERSONAL_FIELDS = {}

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
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


class Membership(models.Model):
    """A user's role at an organisation. What each role may do stands in roles.py."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        PUBLISHER = "publisher", _("Publisher")
        ANALYST = "analyst", _("Analyst")
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
