"""Puts adopted courses into the desk: their pages, an entry in the menu, what the log keeps of them."""

from copy import copy

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.adopting import desk
from lms.organisations.models import Organisation
from lms.organisations.walls import scope


def _organisation(user):
    """Returns the organisation at whose desk an author or publisher sits, or the first one; or None."""
    found = Organisation.objects.for_user(user, roles=desk.WRITERS).exclude(site=None).order_by("pk")
    here = scope.current()
    return (found.filter(pk=here.organisation_id).first() if here else None) or found.first()


class AdoptItem(MenuItem):
    """Leads to the library's courses, for the organisation at whose desk one sits."""

    def is_shown(self, request):
        """True for authors and publishers, and for the house."""
        return request.user.is_superuser or _organisation(request.user) is not None

    def render_component(self, request):
        """Leads to the organisation's list; the house's staff to the updates of all."""
        item, organisation = copy(self), _organisation(request.user)  # one item serves all requests
        item.url = (
            reverse("adopting:courses", args=[organisation.pk])
            if organisation
            else reverse("adopting:updates")
        )
        return super(AdoptItem, item).render_component(request)


@hooks.register("register_admin_urls")
def adopting_addresses():
    """Adds the pages of adopted courses."""
    return [path("adopting/", include((desk.urlpatterns, "adopting")))]


@hooks.register("register_admin_menu_item")
def adopting_entry():
    """Adds the library's courses to the menu."""
    return AdoptItem(_("Library courses"), "", name="adopting", icon_name="site", order=110)


@hooks.register("register_log_actions")
def name_what_is_written_down(actions):
    """Names what is done with courses of the library."""
    for name, act, done in (
        ("adopted", _("Adopt a course"), _("Adopted a course")),
        ("stopped", _("Stop following a course"), _("Stopped following a course")),
        ("tried_again", _("Try an update again"), _("Tried an update again")),
        ("brought_again", _("Bring back a lesson"), _("Brought back a lesson")),
        ("adapted", _("Adapt a page of the library"), _("Adapted a page of the library")),
        ("let_go", _("Follow the library again"), _("Let a page follow the library again")),
        ("taken", _("Take a change of the library"), _("Took a change of the library")),
        ("left", _("Leave out a change of the library"), _("Left out a change of the library")),
    ):
        actions.register_action(f"adopting.{name}", act, done)
