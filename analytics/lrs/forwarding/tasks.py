"""Celery tasks of forwarding."""

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from analytics.lrs.forwarding import delivery
from analytics.lrs.forwarding.models import Target
from lms.health.leases import lease

SECONDS_A_RUN = 20
# Longer than any run: its time, and one batch that is halved to the end with every answer late.
_LEASE_SECONDS = 540


@shared_task(
    name="analytics.lrs.forwarding.tasks.forward",
    autoretry_for=(OperationalError,),
    retry_backoff=True,
    max_retries=3,
)
def forward(target_id):
    """Sends what waits for a target, for about 20 seconds. Safe to run twice: the second goes away."""
    with lease(f"analytics.forward.{target_id}", seconds=_LEASE_SECONDS) as is_ours:
        target = Target.objects.due(at=timezone.now()).filter(pk=target_id).first() if is_ours else None
        if target is not None:
            delivery.deliver(target, seconds=SECONDS_A_RUN)


@shared_task(name="analytics.lrs.forwarding.tasks.forward_what_waits")
def forward_what_waits():
    """Has each target that is due served by a task of its own, so that a slow one holds up no other."""
    for target_id in Target.objects.due(at=timezone.now()).values_list("pk", flat=True):
        forward.delay(target_id)
