"""Celery tasks of packages. Safe to run twice."""

from celery import shared_task

from courses.packages import checking
from lms.health.leases import lease

LEASE_SECONDS = 600


@shared_task(name="courses.packages.tasks.check_package")
def check_package(pk):
    """Reads one package to its end. One at a time: the disk is everybody's."""
    with lease("courses.packages", seconds=LEASE_SECONDS) as is_ours:
        if is_ours:
            checking.check(pk)


@shared_task(name="courses.packages.tasks.check_waiting")
def check_waiting():
    """Takes up what was cut off, or came while another was read."""
    with lease("courses.packages", seconds=LEASE_SECONDS) as is_ours:
        if is_ours:
            checking.check_waiting()
