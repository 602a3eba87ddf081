"""A fake text message, as it stands on the person's phone, and what one can do with it."""

from django.utils.translation import gettext_lazy as _

from sandbox_portal.scenarios import openings

OPENING = "privacy.fake_text_came"
ACTS = {
    "open-link": _("Tap the link"),
    "call-number": _("Call the number in the text"),
    "reply-stop": _("Reply with STOP"),
    "close": _("Close it. Go to the portal the way I always do"),
}
AFTER = {
    "call-number": _(
        "A friendly voice asks for your portal password. You hang up. The clinic never asks for it."
    ),
    "reply-stop": _("Your reply tells them that your number works. Now more such texts may come."),
    "close": _("Good. You are in the portal now, and you came here by yourself."),
}


def is_here(practice) -> bool:
    """True where the message stands on the phone: the task begins so, or one just looks around. No query."""
    return practice.scenario_id is None or openings.is_begun_with(practice, OPENING)
