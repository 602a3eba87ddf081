"""Puts other learning systems into the desk: pages, an entry in the menu, what the log keeps."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from courses.lti import desk
from lms.organisations.desk_item import DeskItem
from lms.organisations.models import Membership


@hooks.register("register_admin_urls")
def addresses():
    """Adds the pages of other learning systems."""
    return [path("learning-systems/", include((desk.urlpatterns, "lti_desk")))]


@hooks.register("register_admin_menu_item")
def entry():
    """Adds them to the menu."""
    return DeskItem(
        _("Learning systems"), "lti_desk:list", roles=[Membership.Role.ADMIN],
        name="lti", icon_name="link", order=820,
    )  # fmt: skip


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
