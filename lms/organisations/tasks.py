"""Celery tasks of organisations. Each is safe to run twice and at once."""

from celery import shared_task

from lms.organisations.takeout import making


@shared_task(name="lms.organisations.tasks.make_takeouts")
def make_takeouts():
    """Makes the files that organisations asked for; returns how many."""
    return making.make_what_waits()


@shared_task(name="lms.organisations.tasks.throw_takeouts_away")
def throw_takeouts_away():
    """Deletes such files a week after they were made; returns how many."""
    return making.throw_old_away()
