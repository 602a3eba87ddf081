"""The programs that may speak xAPI with an organisation's records."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from analytics.lrs.clients import keyed, scopes


class ClientQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        """Returns one organisation's clients, those in use first."""
        return self.filter(organisation=organisation).order_by(
            models.F("revoked_at").asc(nulls_first=True), "name"
        )

    def in_use(self):
        """Returns the clients that are not revoked."""
        return self.filter(revoked_at=None)


class Client(models.Model):
    """One program with credentials of its own at one organisation."""

    PERSONAL_FIELDS = {}

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="lrs_clients"
    )
    name = models.CharField(_("name"), max_length=80)
    key = models.CharField(_("key"), max_length=40, unique=True, default=keyed.new_key, editable=False)
    scopes = models.JSONField(_("scopes"), default=list)
    # The sites whose pages may use it in a browser; nobody's by default (analytics.lrs.clients.origins).
    origins = models.JSONField(_("sites whose pages may use it"), default=list, blank=True)
    requests_a_minute = models.PositiveIntegerField(_("requests a minute"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = ClientQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_lrs_client_a_name")]
        verbose_name = _("client of the record store")
        verbose_name_plural = _("clients of the record store")

    def __str__(self):
        return self.name

    @property
    def is_revoked(self):
        """True when nobody can sign in with it any more."""
        return self.revoked_at is not None

    def may(self, scope, *, is_reading=False):
        """Says whether its scopes allow this; see scopes.allows."""
        return scopes.allows(self.scopes, scope, is_reading=is_reading)

    def authority(self):
        """Returns the Agent that stands as `authority` in statements that it sends."""
        return {"objectType": "Agent", "account": {"homePage": settings.SITE_URL, "name": self.key}}

    def scope_labels(self):
        """Returns what it may do, in words."""
        return [scopes.Scope(scope).label for scope in self.scopes]


class ClientSecretQuerySet(models.QuerySet):
    def valid(self, *, at):
        """Returns the secrets that open at a moment."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at))


class ClientSecret(models.Model):
    """One secret of a client, as a keyed hash. Two are valid for a while after a rotation."""

    PERSONAL_FIELDS = {}

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="secrets")
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True)

    objects = ClientSecretQuerySet.as_manager()

    class Meta:
        verbose_name = _("secret of a client")
        verbose_name_plural = _("secrets of clients")

    def __str__(self):
        return f"secret {self.pk}"
