"""Puts questions and answers on the shelf, and visitors' questions at the desk."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.around.asking import desk
from courses.around.faq.models import FaqQuestion
from lms.letters import access
from lms.organisations.desk_item import DeskItem
from lms.organisations.walls.lists import TECHNICAL, OwnedIndexView


class FaqQuestions(SnippetViewSet):
    """Questions and their answers, in the order of the page."""

    model = FaqQuestion
    icon = "help"
    menu_label = _("FAQ")
    index_view_class = OwnedIndexView
    inspect_view_enabled = True
    inspect_view_fields_exclude = TECHNICAL
    add_to_admin_menu = True
    menu_order = 260
    list_display = ["question", "group", "locale"]
    list_filter = ["group", "locale"]
    search_backend_name = None  # the site's index holds stems; the desk looks for what was typed
    search_fields = ["question", "answer"]


register_snippet(FaqQuestions)


@hooks.register("register_admin_urls")
def addresses():
    """Adds the list of what visitors asked."""
    return [path("asked/", include((desk.urlpatterns, "asked")))]


@hooks.register("register_admin_menu_item")
def entry():
    """Adds the questions of visitors to the desk's menu."""
    return DeskItem(
        _("Visitors’ questions"), "asked:list", roles=access.ROLES,
        name="asked", icon_name="mail", order=810,
    )  # fmt: skip
