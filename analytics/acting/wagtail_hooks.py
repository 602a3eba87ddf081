"""Names what the organisation's log keeps of acting on gaps."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def name_what_is_written_down(actions):
    """Names the acts."""
    actions.register_action("acting.noted", _("Note a step"), _("Noted a step against a gap"))
    actions.register_action("acting.taken_back", _("Take back a step"), _("Took back a step against a gap"))
