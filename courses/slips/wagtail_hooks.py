"""Puts slips into the desk: their pages, an entry in the menu, what the log keeps of them."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from courses.slips import access, desk
from lms.organisations.desk_item import DeskItem


@hooks.register("register_admin_urls")
def slip_addresses():
    """Adds the pages of slips."""
    return [path("slips/", include((desk.urlpatterns, "slip_desk")))]


@hooks.register("register_admin_menu_item")
def slips_entry():
    """Adds the slips to the menu."""
    return DeskItem(
        _("Take-home slips"), "slip_desk:list", roles=access.ROLES,
        name="slips", icon_name="doc-full-inverse", order=645,
    )  # fmt: skip


@hooks.register("register_log_actions")
def name_what_is_written_down(actions):
    """Names what happens to slips."""
    actions.register_action("slips.made", _("Make a take-home slip"), _("Made a take-home slip"))
    said = _("Noted how many slips were handed out")
    actions.register_action("slips.handed_out", _("Note how many slips were handed out"), said)
    actions.register_action("slips.ended", _("End a take-home slip"), _("Ended a take-home slip"))
