"""Takes waiting e-mails to the mail server, each claimed before it is sent."""

import logging
from time import monotonic

from billiard.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from lms.mailing import packing
from lms.mailing.models import KEPT, WaitingMail
from lms.mailing.post import Post, ServerAway, is_refused

MOST, SECONDS = 200, 60
log = logging.getLogger(__name__)


def send_what_waits(*, most=MOST, seconds=SECONDS):
    """Sends at most `most` e-mails that are due, beginning none after `seconds`; returns how many left.

    One that the server refuses for good, or that could not leave for two days, is deleted. Others wait: from
    two minutes on, doubling up to an hour.
    """
    sent, until = 0, monotonic() + seconds
    with Post() as post:
        for row in list(WaitingMail.objects.due()[:most]):
            if monotonic() >= until:
                break
            if not WaitingMail.objects.claim(row):
                continue
            try:
                sent += _send(row, post)
            except ServerAway as error:
                log.warning("The mail server is away (%s): e-mails wait.", error)
                break
    return sent


def _send(row, post):
    """Sends one; returns 1 where it left. Raises ServerAway."""
    try:
        post.send(packing.unpacked(row))
    except SoftTimeLimitExceeded:
        raise
    except OSError as error:
        log.warning("An e-mail could not be sent: %s", type(error).__name__)
        if is_refused(error) or timezone.now() - row.made_at > KEPT:
            row.delete()
        if isinstance(error, ServerAway):
            raise
        return 0
    except Exception:
        # One that cannot be put together will not be better tomorrow; its address must not stay.
        log.exception("An e-mail could not be put together.")
        row.delete()
        return 0
    row.delete()
    return 1
