"""Who writes to an organisation's readers: its admins and its publishers."""

from django.core.exceptions import PermissionDenied

from lms.organisations.models import Membership, Organisation

ROLES = (Membership.Role.ADMIN, Membership.Role.PUBLISHER)


def _open_to(user):
    if user.is_superuser:
        return Organisation.objects.all()
    return Organisation.objects.for_user(user, roles=ROLES)


def looked_after(request, pk):
    """Returns an organisation whose letters and questions the user looks after. Raises PermissionDenied."""
    found = _open_to(request.user).filter(pk=pk).first()
    if found is None:
        raise PermissionDenied
    return found
