"""Where a member of staff may act: where they hold one of the roles; the house everywhere."""

from django.core.exceptions import PermissionDenied

from lms.organisations.models import Organisation


def find(user, pk, *, roles):
    """Returns an organisation, with its site, where the user has a role. Raises PermissionDenied."""
    found = _open_to(user, roles).select_related("site").filter(pk=pk).first()
    if found is None:
        raise PermissionDenied
    return found


def may(user, organisation_id, *, roles):
    """Says whether the user has one of the roles there."""
    return _open_to(user, roles).filter(pk=organisation_id).exists()


def _open_to(user, roles):
    if user.is_superuser:
        return Organisation.objects.all()
    return Organisation.objects.for_user(user, roles=roles)
