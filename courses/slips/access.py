"""Who hands out slips: everybody at an organisation but analysts and plain-language reviewers."""

from lms.organisations import desk_access
from lms.organisations.models import Membership

Role = Membership.Role
ROLES = (Role.AUTHOR, Role.CLINICAL, Role.PUBLISHER, Role.LEADER, Role.ADMIN)


def looked_after(request, pk):
    """Returns an organisation whose slips the user may make and see. Raises PermissionDenied."""
    return desk_access.find(request.user, pk, roles=ROLES)
