"""Whose records a member of staff may look after, and who may only read them."""

from django.core.exceptions import PermissionDenied

from lms.organisations.models import Membership, Organisation

Role = Membership.Role
READERS = (Role.ANALYST, Role.ADMIN)
KEEPERS = (Role.ADMIN,)


def organisation(user, pk, *, roles):
    """Returns an organisation in which the user has one of the roles; raises PermissionDenied."""
    found = _open_to(user, roles).filter(pk=pk).first()
    if found is None:
        raise PermissionDenied
    return found


def may(user, organisation, roles):
    """Says whether the user has one of the roles there."""
    return _open_to(user, roles).filter(pk=organisation.pk).exists()


def _open_to(user, roles):
    if user.is_superuser:
        return Organisation.objects.all()
    return Organisation.objects.for_user(user, roles=roles)
