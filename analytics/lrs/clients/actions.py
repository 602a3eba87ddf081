"""What happens to clients: made, given a new secret, revoked. Each is written down in the log."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from analytics.lrs.clients import auth, keyed, origins, scopes
from analytics.lrs.clients.models import Client, ClientSecret


class NameTaken(Exception):
    """The organisation has a client of this name."""


class IsRevoked(Exception):
    """A revoked client gets no new secret."""


@transaction.atomic
def create(
    *, organisation, name, scopes_granted=scopes.DEFAULT, requests_a_minute=None, origins_allowed=(), by=None
):
    """Makes a client and returns (client, its secret). The secret cannot be had again."""
    client, is_new = Client.objects.get_or_create(
        organisation=organisation,
        name=name,
        defaults={
            "scopes": [scopes.Scope(scope).value for scope in scopes_granted],
            "requests_a_minute": requests_a_minute,
            "origins": list(origins_allowed),
        },
    )
    if not is_new:
        raise NameTaken
    secret = _new_secret(client)
    log(instance=client, action="analytics.client_created", user=by)
    transaction.on_commit(origins.forget)
    return client, secret


@transaction.atomic
def rotate(*, client, grace=None, by=None):
    """Gives a client a new secret and returns it; the old ones open for `grace` (a timedelta) more."""
    client = Client.objects.select_for_update().get(pk=client.pk)
    if client.is_revoked:
        raise IsRevoked
    grace = timedelta(hours=settings.LRS_ROTATION_GRACE_HOURS) if grace is None else grace
    now = timezone.now()
    client.secrets.valid(at=now + grace).update(expires_at=now + grace)
    secret = _new_secret(client)
    log(instance=client, action="analytics.client_rotated", user=by)
    auth.forget(client.key)
    return secret


@transaction.atomic
def revoke(*, client, by=None):
    """Shuts a client out, at once here and within LRS_CLIENT_CACHE_SECONDS in other processes; returns it."""
    client = Client.objects.select_for_update().get(pk=client.pk)
    if not client.is_revoked:
        client.revoked_at = timezone.now()
        client.save(update_fields=["revoked_at"])
        client.secrets.all().delete()
        log(instance=client, action="analytics.client_revoked", user=by)
    transaction.on_commit(lambda: auth.forget(client.key))
    auth.forget(client.key)
    return client


@transaction.atomic
def set_origins(*, client, origins_allowed, by=None):
    """Says of which sites the pages may use a client; everywhere within LRS_CLIENT_CACHE_SECONDS."""
    client = Client.objects.select_for_update().get(pk=client.pk)
    if client.is_revoked:
        raise IsRevoked
    client.origins = list(origins_allowed)
    client.save(update_fields=["origins"])
    log(instance=client, action="analytics.client_origins", user=by, data={"origins": client.origins})
    for forget in (origins.forget, lambda: auth.forget(client.key)):
        transaction.on_commit(forget)
        forget()
    return client


def _new_secret(client):
    secret = keyed.new_secret()
    ClientSecret.objects.create(client=client, digest=keyed.digest(secret))
    return secret
