"""Menu entries of the desk that lead to a page of the organisation one sits at."""

from copy import copy

from django.urls import reverse
from wagtail.admin.menu import MenuItem

from lms.organisations.models import Membership, Organisation
from lms.organisations.walls import scope


def of_member(request, roles, *, has_site=False):
    """Returns the key of the organisation at whose desk one sits, or else of the first where one has a role.

    None where there is none; with `has_site` only organisations with a site count. One query a request,
    however many entries ask.
    """
    held = _once(request, "_roles_at_desks", _roles)
    mine = [key for key, role, site in held if role in roles and (site or not has_site)]
    desk = scope.current()
    return desk.organisation_id if desk and desk.organisation_id in mine else next(iter(mine), None)


def of_staff(request, roles):
    """Returns the same; the house's own staff have every role everywhere."""
    if request.user.is_superuser:
        return _once(request, "_first_organisation", _first)
    return of_member(request, roles)


def _once(request, name, find):
    if not hasattr(request, name):
        setattr(request, name, find(request.user))
    return getattr(request, name)


def _first(_user):
    return Organisation.objects.order_by("pk").values_list("pk", flat=True).first()


def _roles(user):
    mine = Membership.objects.of_active().filter(user=user).order_by("organisation_id")
    return list(mine.values_list("organisation_id", "role", "organisation__site_id"))


class DeskItem(MenuItem):
    """An entry that leads to `page`, which takes an organisation's key, for those with one of `roles`."""

    def __init__(self, label, page, *, roles, **more):
        super().__init__(label, "", **more)
        self.page, self.roles = page, roles

    def is_shown(self, request):
        """True for those who have one of the roles somewhere."""
        return of_staff(request, self.roles) is not None

    def address(self, request):
        """Returns where it leads: to the page of the organisation at hand."""
        return reverse(self.page, args=[of_staff(request, self.roles)])

    def render_component(self, request):
        """Draws the entry with the address for this request."""
        item = copy(self)  # one item serves all requests
        item.url = self.address(request)
        return super(DeskItem, item).render_component(request)
