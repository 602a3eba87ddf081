"""Goes on with the demo's background work, a chunk at a time."""

from celery import shared_task

from lms.demo import steps
from lms.demo.models import DemoProgress
from lms.health.leases import lease

LEASE_SECONDS = 300


@shared_task
def go_on():
    """Runs one chunk of the first unfinished background step, and asks for the next one.

    Does nothing where no demo was loaded. Safe to run twice: a lease lets one through, and each
    step's own rows say what is still to do.
    """
    if not DemoProgress.objects.is_wanted():
        return
    with lease("demo", seconds=LEASE_SECONDS) as is_ours:
        if not is_ours:
            return
        has_more = _run_one_chunk()
    if has_more:
        go_on.apply_async(countdown=0.2)


def _run_one_chunk():
    unfinished = set(DemoProgress.objects.unfinished().values_list("name", flat=True))
    known = set(DemoProgress.objects.values_list("name", flat=True))
    for step in steps.in_background():
        if step.name in known and step.name not in unfinished:
            continue
        done, of = step.run(None)
        DemoProgress.objects.say(step.name, done=done, of=of)
        return True
    return False
