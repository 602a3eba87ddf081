"""What happens to targets: made, changed, switched, deleted. Each is written down in the log."""

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from analytics.lrs.forwarding import addresses, sealing
from analytics.lrs.forwarding.models import Target


class NameTaken(Exception):
    """The organisation forwards to a store of this name already."""


class PasswordNeeded(Exception):
    """The password was given for one address; for another it must be typed again."""


@transaction.atomic
def create(*, organisation, name, endpoint, username, password, version, by=None):
    """Makes a target and returns it; from now on each statement goes there. BadAddress, NameTaken."""
    addresses.parse(endpoint)
    target, is_new = Target.objects.get_or_create(
        organisation=organisation,
        name=name,
        defaults={
            "endpoint": endpoint,
            "username": username,
            "sealed_password": sealing.seal(password),
            "version": version,
        },
    )
    if not is_new:
        raise NameTaken
    log(instance=target, action="analytics.target_created", user=by)
    return target


@transaction.atomic
def change(*, target, name, endpoint, username, password, version, by=None):
    """Changes a target and tries it again at once; without a password keeps the one it has."""
    addresses.parse(endpoint)
    target = Target.objects.select_for_update().get(pk=target.pk)
    if not password and (endpoint, username) != (target.endpoint, target.username):
        raise PasswordNeeded
    target.name, target.endpoint, target.username, target.version = name, endpoint, username, version
    if password:
        target.sealed_password = sealing.seal(password)
    target.failures, target.next_try_at = 0, None
    try:
        with transaction.atomic():
            target.save(
                update_fields=[
                    *("name", "endpoint", "username", "version", "sealed_password"),
                    *("failures", "next_try_at"),
                ]
            )
    except IntegrityError as error:
        raise NameTaken from error
    log(instance=target, action="analytics.target_changed", user=by)
    return target


@transaction.atomic
def switch(*, target, is_active, by=None):
    """Switches a target on or off. What is stored while it is off is not noted for it; fill it in later."""
    target.is_active = is_active
    target.failures, target.next_try_at = 0, None
    target.save(update_fields=["is_active", "failures", "next_try_at"])
    log(instance=target, action="analytics.target_changed", user=by)


@transaction.atomic
def delete(*, target, by=None):
    """Deletes a target with what waits for it."""
    log(instance=target, action="analytics.target_deleted", user=by, deleted=True)
    target.delete()
