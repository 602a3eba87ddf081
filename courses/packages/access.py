"""Who brings packages in: authors, publishers and admins of an organisation."""

from copy import copy

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.admin.menu import MenuItem

from lms.organisations.models import Membership, Organisation
from lms.organisations.walls import scope

Role = Membership.Role
ROLES = (Role.AUTHOR, Role.PUBLISHER, Role.ADMIN)


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


def first(user):
    """Returns the organisation at whose desk the user sits, or their first one; or None."""
    found = _open_to(user).order_by("pk")
    desk = scope.current()
    return (found.filter(pk=desk.organisation_id).first() if desk else None) or found.first()


class PackagesItem(MenuItem):
    """Leads to the packages of the organisation at whose desk one sits."""

    def is_shown(self, request):
        """True for who may bring packages in."""
        return first(request.user) is not None

    def render_component(self, request):
        """Leads to the organisation's list."""
        item = copy(self)  # one item serves all requests
        item.url = reverse("packages_desk:list", args=[first(request.user).pk])
        return super(PackagesItem, item).render_component(request)
