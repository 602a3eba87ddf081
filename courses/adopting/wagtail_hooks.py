"""Puts adopted courses into the desk: their pages, an entry in the menu, what the log keeps of them."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from courses.adopting import desk
from lms.organisations.desk_item import DeskItem, of_member


class AdoptItem(DeskItem):
    """Leads to the library's courses, and the house's staff to the updates of all."""

    def is_shown(self, request):
        """True for authors and publishers, and for the house."""
        return request.user.is_superuser or of_member(request, self.roles, has_site=True) is not None

    def address(self, request):
        """Leads to the organisation's list, or to the updates."""
        mine = of_member(request, self.roles, has_site=True)
        return reverse(self.page, args=[mine]) if mine else reverse("adopting:updates")


@hooks.register("register_admin_urls")
def adopting_addresses():
    """Adds the pages of adopted courses."""
    return [path("adopting/", include((desk.urlpatterns, "adopting")))]


@hooks.register("register_admin_menu_item")
def adopting_entry():
    """Adds the library's courses to the menu."""
    return AdoptItem(
        _("Courses to adopt"), "adopting:courses", roles=desk.WRITERS,
        name="adopting", icon_name="site", order=110,
    )  # fmt: skip


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
