"""Puts the library's shelf and its reminders into the Wagtail admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from courses.desk.panels import PastFacts
from courses.desk.viewsets import Shelf

register_snippet(Shelf)


@hooks.register("construct_homepage_panels")
def remind_of_past_facts(request, panels):
    """Adds the reminder of figures to check again."""
    panels.append(PastFacts())
