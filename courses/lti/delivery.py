"""Sending grades to platforms: what one of them says never holds up another (docs/adr/0222)."""

import random
from datetime import timedelta
from time import monotonic

from django.db.models import F
from django.utils import timezone

from courses.lti import services
from courses.lti.models import MOST_REFUSALS, Grade, Registration

FIRST_PAUSE, LONGEST_PAUSE = 10, 6 * 3600  # seconds
MOST_A_RUN = 500
MOST_TROUBLES = 3  # one after another, of different grades: then it is the platform's trouble


def deliver(registration, *, seconds=20):
    """Sends the grades that a platform is owed until the time is up or trouble comes; returns how many.

    Run one at a time for each platform. Cut off anywhere, it repeats at most one grade, with the same moment
    in it, which platforms take for the same.
    """
    until, sent, troubles = monotonic() + seconds, 0, 0
    session = services.Session(registration)
    rows = Grade.objects.filter(identity__registration=registration).select_related("identity")
    due = rows.due(at=timezone.now()).order_by("next_try_at")
    for number in list(due.values_list("pk", flat=True)[:MOST_A_RUN]):
        if monotonic() > until:
            break
        grade = rows.filter(pk=number, waits=True).first()
        if grade is None:
            continue
        try:
            session.send(grade)
            sent, troubles = sent + _done(registration, grade), 0
        except services.GradeRefused as refused:
            _put_off(grade, refused)
            troubles = 0
        except services.ScoreTrouble as trouble:
            _postpone(grade, trouble)
            troubles += 1
            if troubles == MOST_TROUBLES:
                _rest(registration, trouble)
                break
        except services.Trouble as trouble:
            _rest(registration, trouble)
            break
    return sent


def _done(registration, grade):
    """Notes that a grade has arrived. One that has changed meanwhile goes on waiting."""
    Grade.objects.filter(pk=grade.pk).update(sent_at=timezone.now())
    same = Grade.objects.filter(pk=grade.pk, changed_at=grade.changed_at)
    same.update(waits=False, failures=0, last_error="")
    Registration.objects.filter(pk=registration.pk).update(
        grades_sent=F("grades_sent") + 1, failures=0, next_try_at=None, last_error=""
    )
    return 1


def _put_off(grade, refused):
    """Tries one grade later and later; after MOST_REFUSALS not before it changes."""
    failures = grade.failures + 1
    Grade.objects.filter(pk=grade.pk, changed_at=grade.changed_at).update(
        failures=failures,
        last_error=str(refused)[:300],
        waits=failures < MOST_REFUSALS,
        next_try_at=_later(failures),
    )


def _postpone(grade, trouble):
    """Tries one grade again after as long as it has waited: never given up, it makes room for others."""
    waited = (timezone.now() - grade.changed_at).total_seconds()
    pause = min(LONGEST_PAUSE, max(FIRST_PAUSE, waited)) * random.uniform(0.5, 1)
    Grade.objects.filter(pk=grade.pk, changed_at=grade.changed_at).update(
        last_error=str(trouble)[:300], next_try_at=timezone.now() + timedelta(seconds=pause)
    )


def _rest(registration, trouble):
    """Leaves a platform alone for a while that cannot be reached, or that does not let us in."""
    failures = registration.failures + 1
    Registration.objects.filter(pk=registration.pk).update(
        failures=failures, last_error=str(trouble)[:300], next_try_at=_later(failures)
    )


def _later(failures):
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(failures, 12)) * random.uniform(0.5, 1)
    return timezone.now() + timedelta(seconds=pause)
