"""Puts the newsletter at the desk of those who may send it."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from lms.letters import access, desk
from lms.organisations.desk_item import DeskItem


@hooks.register("register_admin_urls")
def addresses():
    """Adds the pages of the newsletter."""
    return [path("newsletter/", include((desk.urlpatterns, "letters_desk")))]


@hooks.register("register_admin_menu_item")
def entry():
    """Adds the newsletter to the desk's menu."""
    return DeskItem(
        _("Newsletter"), "letters_desk:list", roles=access.ROLES,
        name="newsletter", icon_name="mail", order=800,
    )  # fmt: skip
