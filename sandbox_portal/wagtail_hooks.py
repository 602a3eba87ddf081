"""Puts the practice portal's pieces into the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from sandbox_portal.desk.people import ImportedPeople
from sandbox_portal.desk.tasks import OwnTasks

register_snippet(ImportedPeople)
register_snippet(OwnTasks)


@hooks.register("register_log_actions")
def name_what_is_written_down(actions):
    """Names what is done with the library's tasks and people."""
    for name, act, done in (
        ("hidden", _("Hide a part of the practice library"), _("Hid a part of the practice library")),
        ("shown", _("Show a part of the practice library"), _("Showed a part of the practice library")),
        ("moved", _("Order the practice library"), _("Ordered the practice library")),
        ("adapted", _("Adapt a task of the library"), _("Adapted a task of the library")),
        ("taken", _("Take a change of a library task"), _("Took a change of a library task")),
        ("left", _("Leave out a change of a library task"), _("Left out a change of a library task")),
    ):
        actions.register_action(f"practice_library.{name}", act, done)
    for name, act, done in (
        ("adapted", _("Adapt an invented person"), _("Adapted an invented person")),
        ("changed", _("Change an adapted person"), _("Changed an adapted person")),
        ("published", _("Publish an adapted person"), _("Published an adapted person")),
        ("withdrawn", _("Take off an adapted person"), _("Took off an adapted person")),
        ("taken", _("Take a change of a library person"), _("Took a change of a library person")),
        ("left", _("Leave out a change of a library person"), _("Left out a change of a library person")),
    ):
        actions.register_action(f"practice_person.{name}", act, done)
