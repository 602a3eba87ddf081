"""Who brings packages in: authors, publishers and admins of an organisation."""

from lms.organisations import desk_access
from lms.organisations.models import Membership

Role = Membership.Role
ROLES = (Role.AUTHOR, Role.PUBLISHER, Role.ADMIN)
TAKE_RESULTS_AWAY = (Role.PUBLISHER, Role.ADMIN)


def looked_after(request, pk):
    """Returns an organisation whose packages the user looks after. Raises PermissionDenied."""
    return desk_access.find(request.user, pk, roles=ROLES)


def may_delete(user, package):
    """True where nobody has opened the package, and for who may take learners' results away with it."""
    if not package.learners:
        return True
    return desk_access.may(user, package.organisation_id, roles=TAKE_RESULTS_AWAY)
