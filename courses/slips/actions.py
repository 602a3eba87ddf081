"""What happens to slips: made, opened, done, ended, and who opened them forgotten."""

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.log_actions import log

from courses.progress.models import LessonProgress
from courses.slips.models import Opening, Slip
from lms.people.models import Learner
from sandbox_portal.scenarios.models import ScenarioRun


@transaction.atomic
def make(*, organisation, lesson_key, task, language, label="", by):
    """Makes a slip with a code of its own and returns it."""
    made = Slip.objects.create(
        organisation=organisation,
        lesson_key=lesson_key,
        task=task,
        language=language,
        label=label,
        made_by=by,
    )
    log(instance=organisation, action="slips.made", user=by, data={"slip": made.pk})
    return made


@transaction.atomic
def open_slip(*, slip, learner):
    """Counts that a learner went on from a slip, once each; not those who do not agree to be counted."""
    if not Learner.objects.is_counted_now(learner):
        return
    Opening.objects.get_or_create(slip=slip, learner=learner)
    settle(learner=learner)


@transaction.atomic
def settle(*, learner):
    """Marks the learner's slips whose lesson and task are both done. Two queries more for each open one."""
    for opening in Opening.objects.for_learner(learner).not_done().select_related("slip"):
        if has_done_lesson(learner, opening.slip) and has_passed(learner, opening.slip):
            Opening.objects.filter(pk=opening.pk, done_at=None).update(done_at=timezone.now())


def has_done_lesson(learner, slip):
    """Returns whether a learner has finished a slip's lesson."""
    return LessonProgress.objects.for_learner(learner).in_lesson(slip.lesson_key).completed().exists()


def has_passed(learner, slip):
    """Returns whether a learner has passed a slip's practice task."""
    passed = ScenarioRun.objects.for_learner(learner).filter(state=ScenarioRun.State.PASSED)
    by_name = Q(scenario__slug=slip.task) | Q(scenario__replaces=slip.task)
    return passed.filter(by_name).exists()


@transaction.atomic
def note_handed_out(*, slip, number, by):
    """Notes how many of a slip were handed out so far, or that nobody knows (None)."""
    if Slip.objects.filter(pk=slip.pk).exclude(handed_out=number).update(handed_out=number):
        data = {"slip": slip.pk, "number": number}
        log(instance=slip.organisation, action="slips.handed_out", user=by, data=data)


@transaction.atomic
def end(*, slip, by):
    """Ends a slip: its address says so from now on. The counts stay, the rows behind them go."""
    _sum_up(slip.openings.all())
    if Slip.objects.filter(pk=slip.pk, ended_at=None).update(ended_at=timezone.now()):
        log(instance=slip.organisation, action="slips.ended", user=by, data={"slip": slip.pk})


@transaction.atomic
def forget_old(*, most=1000):
    """Forgets who opened a slip 90 days ago, at most `most` of them; returns how many. The counts stay."""
    old = list(Opening.objects.old().values_list("pk", flat=True)[:most])
    return _sum_up(Opening.objects.filter(pk__in=old))


def _sum_up(openings):
    """Adds openings to their slips' sums and deletes the rows; returns how many there were."""
    rows = list(openings.select_for_update().values_list("pk", "slip", "done_at"))
    for slip in {slip for _pk, slip, _done in rows}:
        here = [done for _pk, of, done in rows if of == slip]
        Slip.objects.filter(pk=slip).update(
            opened_before=F("opened_before") + len(here),
            done_before=F("done_before") + sum(done is not None for done in here),
        )
    Opening.objects.filter(pk__in=[pk for pk, _slip, _done in rows]).delete()
    return len(rows)


@transaction.atomic
def merge(*, source, target):
    """Gives what a guest opened to the account; a slip that both opened counts once, and as done by either.

    It looks for what is done by both together only when every app has moved its rows.
    """
    theirs = Opening.objects.for_learner(source)
    known = list(Opening.objects.for_learner(target).values_list("slip", flat=True))
    for slip, done_at in theirs.filter(slip__in=known, done_at__isnull=False).values_list("slip", "done_at"):
        Opening.objects.for_learner(target).not_done().filter(slip=slip).update(done_at=done_at)
    theirs.filter(slip__in=known).delete()
    theirs.update(learner=target)
    transaction.on_commit(lambda: settle(learner=target), robust=True)


def uncount(*, learner):
    """Takes a learner out of the counts of slips."""
    Opening.objects.for_learner(learner).delete()
