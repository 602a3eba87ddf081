"""The clinic checks a new insurance card."""

from sandbox_portal.clinic import replies
from sandbox_portal.sections.profile import rules
from sandbox_portal.sections.profile.models import ProfileChange


@replies.handler(rules.CHECKED)
def checked(practice, reply):
    """Takes a new card over, or sends it back."""
    change = ProfileChange.objects.for_practice(practice).filter(pk=reply.target).first()
    if change is not None:
        rules.check(practice, change)
