"""Puts classes into the desk: their pages, an entry in the menu, what the log keeps of them."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from lms.classes import desk
from lms.classes.actions import LEADERS
from lms.organisations.desk_item import DeskItem


@hooks.register("register_admin_urls")
def class_addresses():
    """Adds the pages of classes."""
    return [path("classes/", include((desk.urlpatterns, "class_desk")))]


@hooks.register("register_admin_menu_item")
def classes_entry():
    """Adds the classes to the menu."""
    return DeskItem(
        _("Classes"), "class_desk:list", roles=LEADERS, name="classes", icon_name="group", order=640
    )


@hooks.register("register_log_actions")
def name_what_is_written_down(actions):
    """Names what happens to classes."""
    actions.register_action("classes.made", _("Make a class"), _("Made a class"))
    actions.register_action("classes.changed", _("Change a class"), _("Changed a class"))
    actions.register_action("classes.ended", _("End a class"), _("Ended a class"))
