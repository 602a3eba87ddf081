"""Puts the library's shelf and its reminders into the Wagtail admin."""

from django.shortcuts import redirect
from django.urls import include, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from courses.carrying import desk as carrying
from courses.desk.panels import PastFacts
from courses.desk.viewsets import Shelf
from courses.plain_language import desk, report

register_snippet(Shelf)


@hooks.register("construct_homepage_panels")
def remind_of_past_facts(request, panels):
    """Adds the reminder of figures to check again."""
    panels.append(PastFacts())


@hooks.register("register_admin_viewset")
def read_along():
    """Puts the plain-language panel beside the editor of every page with words."""
    return desk.viewsets()


@hooks.register("register_admin_urls")
def plain_language_addresses():
    """Adds the address that reads an unsaved page, and the reviewers' form."""
    return [path("plain-language/", include((desk.urlpatterns, "plain_language")))]


@hooks.register("register_admin_urls")
def carrying_addresses():
    """Adds the addresses by which a course leaves as a file and comes in as one."""
    return [path("carrying/", include((carrying.urlpatterns, carrying.app_name)))]


@hooks.register("register_page_header_buttons")
def carry(page, user, view_name, next_url=None):
    """Adds the ways to them, to a course's and a list of courses' menu."""
    return carrying.buttons(page, user)


@hooks.register("register_log_actions")
def name_what_is_carried(actions):
    """Names what is written down when a course leaves or comes in."""
    actions.register_action(
        "courses.carried_out", gettext_lazy("Download the course"), gettext_lazy("Downloaded the course")
    )
    actions.register_action(
        "courses.carried_in",
        gettext_lazy("Bring in a course"),
        gettext_lazy("Brought the course in from a file"),
    )


@hooks.register("before_bulk_action")
def publish_no_hard_page_in_a_row(request, action_type, objects, action):
    """Stops the publishing of several pages at once where one of them is too hard to read."""
    if action_type != "publish" or request.method != "POST":
        return None
    pages = [one for one in objects if isinstance(one, Page)]
    if request.POST.get("include_descendants"):
        pages += [below for page in pages for below in page.get_descendants().not_live()]
    hard = [
        page.get_admin_display_title()
        for page in pages
        if not report.of(page.specific.get_latest_revision_as_object()).holds
    ]
    if not hard:
        return None
    words = _("Nothing was published. These pages are too hard to read, or a picture has no description: %s")
    messages.error(request, words % ", ".join(hard))
    return redirect(action.next_url)
