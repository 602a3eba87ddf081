"""Puts classes into the desk: their pages, an entry in the menu, what the log keeps of them."""

from copy import copy

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lms.classes import desk
from lms.classes.actions import LEADERS
from lms.organisations.models import Organisation
from lms.organisations.walls import scope


def _organisation(user):
    """Returns the organisation at whose desk a leader or admin sits, or the first one; or None."""
    found = Organisation.objects.for_user(user, roles=LEADERS).order_by("pk")
    here = scope.current()
    return (found.filter(pk=here.organisation_id).first() if here else None) or found.first()


class ClassesItem(MenuItem):
    """Leads to the classes of the organisation at whose desk one sits."""

    def is_shown(self, request):
        """True for leaders and admins."""
        return _organisation(request.user) is not None

    def render_component(self, request):
        """Leads to the organisation's list."""
        item = copy(self)  # one item serves all requests
        item.url = reverse("class_desk:list", args=[_organisation(request.user).pk])
        return super(ClassesItem, item).render_component(request)


@hooks.register("register_admin_urls")
def class_addresses():
    """Adds the pages of classes."""
    return [path("classes/", include((desk.urlpatterns, "class_desk")))]


@hooks.register("register_admin_menu_item")
def classes_entry():
    """Adds the classes to the menu."""
    return ClassesItem(_("Classes"), "", name="classes", icon_name="group", order=640)


@hooks.register("register_log_actions")
def name_what_is_written_down(actions):
    """Names what happens to classes."""
    actions.register_action("classes.made", _("Make a class"), _("Made a class"))
    actions.register_action("classes.changed", _("Change a class"), _("Changed a class"))
    actions.register_action("classes.ended", _("End a class"), _("Ended a class"))
