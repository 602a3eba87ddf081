"""What alerts do by themselves: those of the night arrive, those of the day are put together."""

from sandbox_portal.clinic import replies
from sandbox_portal.sections.alerts import rules
from sandbox_portal.sections.alerts.models import Alert


@replies.handler(rules.RELEASE)
def release(practice, reply):
    """An alert that waited for the morning arrives."""
    alert = Alert.objects.for_practice(practice).held().filter(pk=reply.target).first()
    if alert is not None:
        rules.release(practice, alert)


@replies.handler(rules.GATHER)
def gather(practice, reply):
    """The daily list is made."""
    rules.gather(practice)
