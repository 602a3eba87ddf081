"""What happens to an app's access when its time is over."""

from sandbox_portal.clinic import replies
from sandbox_portal.sections.apps import rules
from sandbox_portal.sections.apps.models import AppLink


@replies.handler("apps.ends")
def ends(practice, reply):
    """Ends an access after its last day."""
    link = AppLink.objects.for_practice(practice).filter(pk=reply.target).first()
    if link is not None:
        rules.run_out(practice, link)
