"""Who writes to an organisation's readers: its admins and its publishers."""

from lms.organisations import desk_access
from lms.organisations.models import Membership

ROLES = (Membership.Role.ADMIN, Membership.Role.PUBLISHER)


def looked_after(request, pk):
    """Returns an organisation whose letters and questions the user looks after. Raises PermissionDenied."""
    return desk_access.find(request.user, pk, roles=ROLES)
