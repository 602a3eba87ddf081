"""The Celery task that sends what waits. Safe to run twice and at once: each e-mail is claimed."""

from celery import shared_task

from lms.mailing import sending


@shared_task(name="lms.mailing.tasks.send_what_waits")
def send_what_waits():
    """Sends the e-mails that are due; returns how many left."""
    return sending.send_what_waits()


def wake():
    """Has a worker send at once. Where no broker answers, the beat's next round does."""
    send_what_waits.apply_async(retry=False)
