"""Who writes to an organisation's readers: its admins and its publishers."""

from copy import copy

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.admin.menu import MenuItem

from lms.organisations.models import Membership, Organisation
from lms.organisations.walls import scope

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


def first(user):
    """Returns the organisation at whose desk the user sits, or the first that they look after; or None."""
    found = _open_to(user).order_by("pk")
    desk = scope.current()
    return (found.filter(pk=desk.organisation_id).first() if desk else None) or found.first()


class DeskItem(MenuItem):
    """A menu entry for those who write to an organisation's readers; leads to its own page."""

    def __init__(self, label, page, **more):
        super().__init__(label, "", **more)
        self.page = page

    def is_shown(self, request):
        """Shows the entry to who looks after an organisation's letters."""
        return first(request.user) is not None

    def render_component(self, request):
        """Leads to the page of the organisation at hand."""
        item = copy(self)  # one item serves all requests
        item.url = reverse(self.page, args=[first(request.user).pk])
        return super(DeskItem, item).render_component(request)
