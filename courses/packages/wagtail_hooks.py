"""Puts packages into the desk: their pages, an entry in the menu, what the log keeps of them."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from courses.packages import access, desk
from lms.organisations.desk_item import DeskItem


@hooks.register("register_admin_urls")
def package_addresses():
    """Adds the pages of packages."""
    return [path("packages/", include((desk.urlpatterns, "packages_desk")))]


@hooks.register("register_admin_menu_item")
def packages_entry():
    """Adds the packages to the menu."""
    return DeskItem(
        _("Packages"), "packages_desk:list", roles=access.ROLES,
        name="packages", icon_name="upload", order=260,
    )  # fmt: skip


@hooks.register("register_log_actions")
def name_what_is_written_down(actions):
    """Names what happens to packages."""
    actions.register_action(
        "packages.brought_in", _("Bring in a package"), _("Brought in a package from elsewhere")
    )
    actions.register_action("packages.deleted", _("Delete a package"), _("Deleted a package from elsewhere"))
