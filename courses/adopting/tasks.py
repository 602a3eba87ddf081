"""Celery tasks of adopted courses. Safe to run twice and at once: the rows say what is still to do."""

from celery import shared_task

from courses.adopting import shelf, updating
from courses.adopting.models import Adoption
from lms.health.leases import lease

LEASE_SECONDS = 300
BUDGET_SECONDS = 60  # well within the lease and the time limit of a task


@shared_task(name="courses.adopting.tasks.update_adopted")
def update_adopted():
    """Brings library updates to adopting sites for a while, and asks for another where some are left."""
    with lease("courses.adopting", seconds=LEASE_SECONDS) as is_ours:
        if not is_ours:
            return
        left = updating.go_on(seconds=BUDGET_SECONDS)
    if left:
        update_adopted.apply_async(countdown=0.2)


@shared_task(name="courses.adopting.tasks.bring")
def bring(adoption_id):
    """Brings one adopted course at once, ahead of any others that wait; nothing where it is there already."""
    if Adoption.objects.due().filter(pk=adoption_id).exists():
        updating.bring(adoption_id, shelf.put(shelf.library()))
