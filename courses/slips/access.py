"""Who hands out slips: everybody at an organisation but analysts and plain-language reviewers."""

from copy import copy

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.admin.menu import MenuItem

from lms.organisations.models import Membership, Organisation
from lms.organisations.walls import scope

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


def first(user):
    """Returns the organisation at whose desk the user sits, or their first one; or None."""
    found = _open_to(user).order_by("pk")
    desk = scope.current()
    return (found.filter(pk=desk.organisation_id).first() if desk else None) or found.first()


class SlipsItem(MenuItem):
    """Leads to the slips of the organisation at whose desk one sits."""

    def is_shown(self, request):
        """True for who may make slips."""
        return first(request.user) is not None

    def render_component(self, request):
        """Leads to the organisation's list."""
        item = copy(self)  # one item serves all requests
        item.url = reverse("slip_desk:list", args=[first(request.user).pk])
        return super(SlipsItem, item).render_component(request)
