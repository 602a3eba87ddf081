"""Who works for an organisation, and as what."""

from django.db import transaction
from wagtail.log_actions import log

from lms.organisations import roles
from lms.organisations.models import Membership


class LastAdmin(Exception):
    """The organisation would be left without anybody who looks after its people."""


@transaction.atomic
def add(*, organisation, user, role, by):
    """Gives a user a role at an organisation, with all it allows, and returns the membership."""
    membership, is_new = Membership.objects.get_or_create(organisation=organisation, user=user, role=role)
    if is_new:
        _write_down("organisations.role_given", organisation, user, role, by)
    roles.sync(organisation=organisation)
    return membership


@transaction.atomic
def remove(*, organisation, user, role, by):
    """Takes a role at an organisation from a user, and all it allowed. The last admin stays: LastAdmin."""
    staff = Membership.objects.for_organisation(organisation).select_for_update()
    if role == Membership.Role.ADMIN and not staff.filter(role=role).exclude(user=user).exists():
        raise LastAdmin
    if staff.filter(user=user, role=role).delete()[0]:
        _write_down("organisations.role_taken", organisation, user, role, by)
    roles.sync(organisation=organisation)


def _write_down(action, organisation, user, role, by):
    log(instance=organisation, action=action, user=by, data={"person": user.pk, "role": str(role)})
