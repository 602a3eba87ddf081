"""Django's e-mail backend of the product: a page writes an e-mail down, the worker takes it to the server.

So a page never waits for the mail server, one that is away loses nothing, and an e-mail about a change leaves
only if the change was kept: the row is written in the same transaction (docs/adr/0280-e-mail-waits.md).
"""

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from lms.mailing import packing, tasks
from lms.mailing.models import WaitingMail


class WaitingBackend(BaseEmailBackend):
    """Keeps e-mails for the worker. What has an attachment is refused: it is sent by the worker itself."""

    def send_messages(self, email_messages):
        """Keeps each e-mail and returns how many. Raises ValueError for one with an attachment."""
        rows = [WaitingMail(content=packing.packed(mail)) for mail in email_messages if mail.recipients()]
        WaitingMail.objects.bulk_create(rows)
        if rows:
            transaction.on_commit(tasks.wake, robust=True)
        return len(rows)
