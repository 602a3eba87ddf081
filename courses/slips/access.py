"""Who hands out slips: everybody at an organisation but analysts and plain-language reviewers."""

from django.core.exceptions import PermissionDenied

from lms.organisations.models import Membership, Organisation

Role = Membership.Role
ROLES = (Role.AUTHOR, Role.CLINICAL, Role.PUBLISHER, Role.LEADER, Role.ADMIN)


def _open_to(user):
    if user.is_superuser:
        return Organisation.objects.all()
    return Organisation.objects.for_user(user, roles=ROLES)


def looked_after(request, pk):
    """Returns an organisation whose slips the user may make and see. Raises PermissionDenied."""
    found = _open_to(request.user).select_related("site").filter(pk=pk).first()
    if found is None:
        raise PermissionDenied
    return found
