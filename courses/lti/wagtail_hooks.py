"""Puts other learning systems into the desk: pages, an entry in the menu, what the log keeps."""

from copy import copy

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.lti import desk
from lms.organisations.models import Membership, Organisation
from lms.organisations.walls import scope


def _first(user):
    """Returns the organisation at whose desk an admin sits, or their first one; or None."""
    found = Organisation.objects.for_user(user, roles=[Membership.Role.ADMIN])
    found = (Organisation.objects.all() if user.is_superuser else found).order_by("pk")
    here = scope.current()
    return (found.filter(pk=here.organisation_id).first() if here else None) or found.first()


class SystemsItem(MenuItem):
    """Leads an admin to the other learning systems of the organisation at whose desk they sit."""

    def is_shown(self, request):
        """True for admins."""
        return _first(request.user) is not None

    def render_component(self, request):
        """Leads to the organisation's list."""
        item = copy(self)  # one item serves all requests
        item.url = reverse("lti_desk:list", args=[_first(request.user).pk])
        return super(SystemsItem, item).render_component(request)


@hooks.register("register_admin_urls")
def addresses():
    """Adds the pages of other learning systems."""
    return [path("learning-systems/", include((desk.urlpatterns, "lti_desk")))]


@hooks.register("register_admin_menu_item")
def entry():
    """Adds them to the menu."""
    return SystemsItem(_("Other learning systems"), "", name="lti", icon_name="link", order=820)


@hooks.register("register_log_actions")
def name_what_is_written_down(actions):
    """Names what happens to other learning systems."""
    for name, act, done in (
        ("made", _("Connect a learning system"), _("Connected a learning system")),
        ("changed", _("Change a learning system"), _("Changed a learning system")),
        ("removed", _("Remove a learning system"), _("Removed a learning system")),
        ("key_rotated", _("Make a new key"), _("Made a new key for other learning systems")),
    ):
        actions.register_action(f"lti.{name}", act, done)
