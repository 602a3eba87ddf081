"""Who brings packages in: authors, publishers and admins of an organisation."""

from django.core.exceptions import PermissionDenied

from lms.organisations.models import Membership, Organisation

Role = Membership.Role
ROLES = (Role.AUTHOR, Role.PUBLISHER, Role.ADMIN)
TAKE_RESULTS_AWAY = (Role.PUBLISHER, Role.ADMIN)


def _open_to(user):
    if user.is_superuser:
        return Organisation.objects.all()
    return Organisation.objects.for_user(user, roles=ROLES)


def looked_after(request, pk):
    """Returns an organisation whose packages the user looks after. Raises PermissionDenied."""
    found = _open_to(request.user).select_related("site").filter(pk=pk).first()
    if found is None:
        raise PermissionDenied
    return found


def may_delete(user, package):
    """True where nobody has opened the package, and for who may take learners' results away with it."""
    if user.is_superuser or not package.learners:
        return True
    theirs = Organisation.objects.for_user(user, roles=TAKE_RESULTS_AWAY)
    return theirs.filter(pk=package.organisation_id).exists()
