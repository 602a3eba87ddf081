"""Celery tasks of the newsletter. Each is safe to run twice and at once."""

import logging
from time import monotonic

from celery import shared_task

from lms.health.leases import lease
from lms.letters import actions
from lms.letters.models import Letter
from lms.mailing.post import ServerAway

BATCH, MOST_BATCHES, LEASE_SECONDS = 100, 10, 300
SECONDS = 240  # no e-mail is begun after so many
logger = logging.getLogger(__name__)


@shared_task(name="lms.letters.tasks.send_letters")
def send_letters():
    """Sends newsletters that were sent off to readers who have not had them; returns to how many.

    Ends where the mail server is away; the next run goes on.
    """
    total, until = 0, monotonic() + SECONDS
    with lease("letters.send", seconds=LEASE_SECONDS) as is_ours:
        for letter in Letter.objects.under_way() if is_ours else ():
            for _number in range(MOST_BATCHES):
                try:
                    done = actions.send_some(letter, most=BATCH, until=until)
                except ServerAway as error:
                    logger.warning("The mail server is away (%s): newsletters wait.", error)
                    return total
                total += done
                if done < BATCH:
                    break
    return total


@shared_task(name="lms.letters.tasks.forget_unconfirmed")
def forget_unconfirmed():
    """Deletes addresses that never said yes; returns how many."""
    return actions.forget_unconfirmed()
