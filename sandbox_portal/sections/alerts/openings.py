"""What may stand about alerts before a task begins."""

from sandbox_portal.scenarios import openings
from sandbox_portal.sections.alerts import kinds, rules


@openings.opening("alerts.bouncing")
def bouncing(practice):
    """The clinic's e-mails come back: the address on file does not work any more."""
    rules.mark_email(practice=practice, works=False)
    rules.notify(practice=practice, kind="message", item="bounced-before")


@openings.opening("alerts.fake_text")
def fake_text(practice):
    """Somebody who is not the clinic has sent a text."""
    rules.notify(practice=practice, kind=kinds.FAKE, channels=["text"])


@openings.opening("alerts.many")
def many(practice, count=6):
    """So many app alerts came this morning."""
    for number in range(count):
        rules.notify(practice=practice, kind="record", channels=["app"], item=f"before-{number}")


@openings.opening("alerts.two_bills")
def two_bills(practice):
    """Two texts about money came: one from the clinic, one from somebody who is not the clinic."""
    rules.notify(practice=practice, kind="bill", channels=["text"], item="new")
    rules.notify(practice=practice, kind=kinds.FAKE, channels=["text"], item="bill")
