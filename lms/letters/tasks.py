"""Celery tasks of the newsletter. Each is safe to run twice and at once."""

from celery import shared_task

from lms.health.leases import lease
from lms.letters import actions
from lms.letters.models import Letter

BATCH, MOST_BATCHES, LEASE_SECONDS = 100, 10, 600


@shared_task(name="lms.letters.tasks.send_letters")
def send_letters():
    """Sends newsletters that were sent off to readers who have not had them; returns to how many."""
    total = 0
    with lease("letters.send", seconds=LEASE_SECONDS) as is_ours:
        for letter in Letter.objects.under_way() if is_ours else ():
            for _number in range(MOST_BATCHES):
                done = actions.send_some(letter, most=BATCH)
                total += done
                if done < BATCH:
                    break
    return total


@shared_task(name="lms.letters.tasks.forget_unconfirmed")
def forget_unconfirmed():
    """Deletes addresses that never said yes; returns how many."""
    return actions.forget_unconfirmed()
