"""Puts the practice portal's pieces into the Wagtail admin."""

from wagtail.snippets.models import register_snippet

from sandbox_portal.desk.people import ImportedPeople
from sandbox_portal.desk.tasks import OwnTasks

register_snippet(ImportedPeople)
register_snippet(OwnTasks)
