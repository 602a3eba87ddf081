"""What an author sees first: figures that must be checked again."""

from django.urls import reverse
from wagtail.admin.ui.components import Component

from courses.shelf.fact_cards import FactCard


class PastFacts(Component):
    """Tells how many fact cards are past their check-by date. Shows nothing when there is none."""

    name = "past_facts"
    template_name = "courses/desk/past_facts.html"
    order = 130

    def get_context_data(self, parent_context):
        """Returns the number and where the list is."""
        return {
            "number": FactCard.objects.past_their_date().count(),
            "url": reverse(FactCard.snippet_viewset.get_url_name("list")),
        }
