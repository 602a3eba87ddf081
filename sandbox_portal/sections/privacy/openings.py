"""What may stand in the log, or on the phone, before a task begins."""

from sandbox_portal.scenarios import openings
from sandbox_portal.sections.privacy import log, text


@openings.opening(log.OPENING)
def stranger_was_in(practice):
    """Somebody signed in with the person's name last night. The log shows it: see log.has_stranger."""


@openings.opening(text.OPENING)
def fake_text(practice):
    """A fake text message came. The page of the message shows it: see text.is_here."""
