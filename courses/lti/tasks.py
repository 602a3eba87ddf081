"""Celery tasks of grades for other learning systems. Safe to run twice and at once."""

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from courses.lti import delivery
from courses.lti.models import Registration
from lms.health.leases import lease

# Longer than any run: its 20 seconds, and one request that is late at every turn.
LEASE_SECONDS = 180


@shared_task(
    name="courses.lti.tasks.send_grades", autoretry_for=(OperationalError,), retry_backoff=True, max_retries=3
)
def send_grades(registration_id):
    """Sends the grades that one platform is owed; returns how many. A second run at once goes away."""
    with lease(f"lti.grades.{registration_id}", seconds=LEASE_SECONDS) as is_ours:
        due = Registration.objects.due(at=timezone.now()).select_related("organisation")
        found = due.filter(pk=registration_id).first() if is_ours else None
        return delivery.deliver(found) if found else 0


@shared_task(name="courses.lti.tasks.send_what_waits")
def send_what_waits():
    """Has each platform that is owed a grade served by a task of its own: a slow one delays no other."""
    for number in Registration.objects.due(at=timezone.now()).values_list("pk", flat=True):
        send_grades.delay(number)
