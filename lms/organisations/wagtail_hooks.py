"""What the authors' desk shows of itself: a welcome, and a menu without dead ends."""

from django.shortcuts import redirect
from django.urls import Resolver404, include, path, resolve, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import policy_registry

from lms.organisations import house, people
from lms.organisations.takeout import desk as takeout
from lms.organisations.walls import addresses, scope, seams
from lms.organisations.walls.links import PublishedPageLinkHandler
from lms.organisations.welcome import WelcomePanel

seams.mend()


def _is_open(item):
    try:
        found = resolve(item.url)
    except Resolver404:
        return True  # an anchor, such as that of a menu inside the menu
    return addresses.is_open(found.view_name, found.kwargs)


@hooks.register("construct_main_menu")
@hooks.register("construct_reports_menu")
@hooks.register("construct_settings_menu")
def leave_out_what_is_shut(request, items):
    """Takes entries out of a menu that would lead an organisation's staff to a shut gate."""
    if scope.current():
        items[:] = [item for item in items if _is_open(item)]


@hooks.register("after_edit_page")
def lead_reviewers_to_their_first_page(request, page):
    """Leads who judged a page at their step, and may not look around in the tree, to what waits for them.

    Wagtail would lead them to the list of pages, where they are told that they may not be there.
    """
    if "action-workflow-action" not in request.POST:
        return None
    may_look = policy_registry.get_by_type(Page).explorable_instances(request.user).filter(pk=page.pk)
    return None if may_look.exists() else redirect("wagtailadmin_home")


@hooks.register("construct_main_menu")
def leave_out_the_help_menu(request, items):
    """Takes out links to pages about Wagtail itself, on other sites and in English only."""
    items[:] = [item for item in items if item.name != "help"]


@hooks.register("construct_homepage_panels")
def welcome(request, panels):
    """Greets at the top of the desk, with what everybody here must know."""
    panels.append(WelcomePanel(request.user))


@hooks.register("register_admin_urls")
def people_addresses():
    """Adds the pages where organizations are set up, and where their admins look after people and rules."""
    return [
        path("people/", include((people.urlpatterns, "organisation_people"))),
        path("take-along/", include((takeout.urlpatterns, "takeout"))),
        path("organizations/", include((house.urlpatterns, "organisation_house"))),
    ]


class HouseMenuItem(MenuItem):
    """An entry for the house's own staff."""

    def is_shown(self, request):
        """True for superusers."""
        return request.user.is_superuser


@hooks.register("register_admin_menu_item")
def organisations_entry():
    """Adds the list of organisations to the house's menu."""
    return HouseMenuItem(
        _("Organizations"),
        reverse("organisation_house:list"),
        name="organisations",
        icon_name="home",
        order=900,
    )


@hooks.register("register_log_actions")
def name_what_is_written_down(actions):
    """Names the acts on organisations and their people that the log keeps."""
    actions.register_action("organisations.role_given", _("Give a role"), _("Gave a role"))
    actions.register_action("organisations.role_taken", _("Remove a role"), _("Removed a role"))
    for name, act, done in (
        ("joined", _("Set up"), _("Set up the organization")),
        ("invited", _("Invite"), _("Invited a person")),
        ("invitation_taken_back", _("Take back an invitation"), _("Took back an invitation")),
        ("status_set", _("Change the status"), _("Changed the status")),
        ("rules_set", _("Change the rules"), _("Changed the rules")),
        ("colours_set", _("Change the colors"), _("Changed the colors")),
        ("languages_set", _("Change the languages"), _("Changed the languages of the site")),
        ("takeout_asked", _("Ask for everything"), _("Asked for everything in one file")),
        ("takeout_taken", _("Download everything"), _("Downloaded everything in one file")),
        ("logo_set", _("Change the logo"), _("Changed the logo")),
    ):
        actions.register_action(f"organisations.{name}", act, done)


@hooks.register("register_rich_text_features", order=10)
def link_to_published_pages_only(features):
    """Puts our handler of page links in the place of Wagtail's, which also leads to drafts."""
    features.register_link_type(PublishedPageLinkHandler)
