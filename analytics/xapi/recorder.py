"""The one door through which learning is recorded.

Call `record` inside the action that does the thing: the statement joins its transaction, so that neither
exists without the other.
"""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from analytics import tasks
from analytics.lrs import store
from analytics.lrs.models import Statement
from analytics.xapi import statements, tincan_guard
from analytics.xapi.errors import BadStatementError, UnknownSkillError
from analytics.xapi.facts import Activity, Cases, Result
from analytics.xapi.vocabulary import MODES
from lms.classes import places
from lms.people.models import Learner
from lms.skills import SLUGS

__all__ = ["Activity", "Cases", "Result", "record"]


def record(
    *,
    learner,
    organisation,
    verb: str,
    activity: Activity,
    skill: str | None = None,
    result: Result | None = None,
    mode: str | None = None,
    within: Sequence[Activity] = (),
    registration: uuid.UUID | None = None,
    language: str | None = None,
    seat: str | None = None,
) -> Statement | None:
    """Stores that the learner did this and returns the statement; None when the learner is not counted.

    Raises a RecordingError (unknown verb, type or skill; free text; a broken rule of xAPI) before anything is
    stored, also for a learner who is not counted, so that a mistake shows at once. Costs three INSERTs and
    the lock of the learner's row, which lets no statement outlive an erasing of the same moment; and a query
    for the learner's classes, once a learner object.
    """
    if skill is not None and skill not in SLUGS:
        raise UnknownSkillError(f"{skill!r} is not a portal skill")
    if mode is not None and mode not in MODES:
        raise BadStatementError("mode", f"{mode!r} is not one of {', '.join(MODES)}")
    facts = statements.Facts(
        actor_name=learner.actor_name.hex,
        activity=activity,
        timestamp=timezone.now(),
        organisation=Activity("organisation", organisation.slug, {"en": organisation.name}),
        result=result or Result(),
        skill=skill and Activity("skill", skill),
        within=tuple(within),
        classes=tuple(Activity("class", key) for key in places.keys_of(learner, organisation)),
        registration=registration,
        language=language or learner.language,
        mode=mode,
        path=learner.path or None,
        seat=seat,
    )
    document = tincan_guard.document(statements.build(verb, facts))
    if not learner.is_counted:
        return None
    with transaction.atomic(savepoint=False):
        if not Learner.objects.is_counted_now(learner):  # erased, or said no, in the same moment
            return None
        statement = store.append(document, organisation=organisation)
        tasks.fold_soon()
    return statement
