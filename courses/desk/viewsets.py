"""The lists and editors of the shared pieces."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet, SnippetViewSetGroup

from courses.activities.choice.models import Choice
from courses.activities.fill_in.models import FillIn
from courses.activities.flash_cards.models import FlashCards
from courses.activities.hot_spots.models import HotSpots
from courses.activities.matching.models import Matching
from courses.activities.models import Activity
from courses.activities.ordering.models import Ordering
from courses.activities.reflection.models import Reflection
from courses.activities.several.models import Several
from courses.activities.sorting.models import Sorting
from courses.activities.story.models import Story
from courses.activities.try_it.models import TryIt
from courses.shelf.fact_cards import FactCard
from courses.shelf.glossary import GlossaryTerm
from lms.organisations.walls.lists import TECHNICAL, OwnedIndexView


class FactCards(SnippetViewSet):
    """Figures, the ones to be checked again first."""

    model = FactCard
    icon = "info-circle"
    index_view_class = OwnedIndexView
    inspect_view_enabled = True
    inspect_view_fields_exclude = TECHNICAL
    list_display = ["value", "text", "check_by", BooleanColumn("is_past", label=_("past its date"))]
    list_filter = ["check_by", "locale"]
    ordering = ["check_by"]
    search_fields = ["text", "key"]


class GlossaryTerms(SnippetViewSet):
    """Words and their meaning."""

    model = GlossaryTerm
    icon = "openquote"
    index_view_class = OwnedIndexView
    inspect_view_enabled = True
    inspect_view_fields_exclude = TECHNICAL
    list_display = ["word", "meaning", "locale"]
    list_filter = ["locale"]
    search_backend_name = None  # the index of the site holds stems; the desk looks for what was typed
    search_fields = ["word", "meaning"]


class _Kind(SnippetViewSet):
    icon = "tasks"
    index_view_class = OwnedIndexView
    inspect_view_enabled = True
    inspect_view_fields_exclude = TECHNICAL
    list_display = ["prompt", "key", "skill", "locale"]
    list_filter = ["skill", "locale"]
    search_fields = ["prompt", "key"]


class Choices(_Kind):
    """Questions with answers to choose from."""

    model = Choice


class Severals(_Kind):
    """Questions with more than one right answer."""

    model = Several


class Orderings(_Kind):
    """Steps to put in order."""

    model = Ordering


class Sortings(_Kind):
    """Things to sort into groups."""

    model = Sorting


class Matchings(_Kind):
    """Things that belong together."""

    model = Matching


class FillIns(_Kind):
    """Gaps to fill."""

    model = FillIn


class PicturesWithPlaces(_Kind):
    """Places to find on a picture of a screen."""

    model = HotSpots


class Stories(_Kind):
    """Stories that go on as the reader decides."""

    model = Story


class SetsOfCards(_Kind):
    """Cards to turn."""

    model = FlashCards


class Reflections(_Kind):
    """Questions to think about."""

    model = Reflection


class TryIts(_Kind):
    """Links to practice tasks."""

    model = TryIt


KINDS = (
    Choices,
    Severals,
    Orderings,
    Sortings,
    Matchings,
    FillIns,
    PicturesWithPlaces,
    Stories,
    SetsOfCards,
    Reflections,
    TryIts,
)


class ToItsKind(EditView):
    """Leads from the list of all activities to the editor of one's own kind: the base knows no answers."""

    def dispatch(self, request, *args, **kwargs):
        """Redirects to the kind's editor, or refuses where the user may not edit it."""
        activity = get_object_or_404(Activity.objects.all(), pk=kwargs["pk"])
        url = AdminURLFinder(request.user).get_edit_url(activity)
        if url is None:
            raise PermissionDenied
        return redirect(url)


class ChooseAKind(CreateView):
    """Asks which kind of activity to make."""

    def dispatch(self, request, *args, **kwargs):
        """Shows a link for each kind."""
        kinds = [
            {
                "name": kind.model._meta.verbose_name,
                "url": reverse(kind.model.snippet_viewset.get_url_name("add")),
            }
            for kind in KINDS
        ]
        return TemplateResponse(request, "courses/desk/kinds.html", {"kinds": kinds})


class Activities(_Kind):
    """Every activity, whatever its kind: what pages choose from."""

    model = Activity
    menu_label = _("All activities")
    edit_view_class = ToItsKind
    add_view_class = ChooseAKind
    copy_view_enabled = False


class Shelf(SnippetViewSetGroup):
    """The menu of the shared pieces."""

    menu_label = _("Lesson pieces")
    menu_icon = "folder-open-inverse"
    menu_order = 250
    items = (Activities, *KINDS, FactCards, GlossaryTerms)
