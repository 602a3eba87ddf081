"""Who works for an organisation, and as what."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from lms.organisations import roles
from lms.organisations.models import Membership, Organisation


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


@transaction.atomic
def left_alone_by(user):
    """Returns the organisations that would have nobody to look after their people without this user.

    Locks their admins' rows, so that of two last admins who leave at once one stays.
    """
    looked_after = list(Organisation.objects.for_user(user, roles=[Membership.Role.ADMIN]))
    admins = Membership.objects.filter(organisation__in=looked_after, role=Membership.Role.ADMIN)
    rows = list(admins.select_for_update(of=("self",)).values_list("organisation", "user", "user__is_active"))
    kept = {organisation for organisation, other, is_active in rows if other != user.pk and is_active}
    return [organisation for organisation in looked_after if organisation.pk not in kept]


def reasons_to_stay(user):
    """Returns what the last admin of an organisation has to do before their account can be deleted."""
    words = _(
        "You are the only admin of %(organization)s. First make someone else an admin: "
        "at the authors’ desk, open your organization’s people."
    )
    return [words % {"organization": organisation} for organisation in left_alone_by(user)]


def _write_down(action, organisation, user, role, by):
    log(instance=organisation, action=action, user=by, data={"person": user.pk, "role": str(role)})
