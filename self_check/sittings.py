"""What happens in a sitting: it starts, questions are answered, it is finished."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from analytics.xapi import recorder
from self_check.models import Answer, Sitting
from self_check.scoring import score


class NoSuchAnswer(Exception):
    """The value is none of the given answers, or the question is none of the questionnaire's."""


class NotFinished(Exception):
    """Some questions have no answer yet."""


def start(*, learner, organisation, version):
    """Returns the learner's open sitting of this version, begun now where there is none.

    Two clicks at once lead to one sitting.
    """
    found = Sitting.objects.for_learner(learner).open().filter(version=version).first()
    if found:
        return found
    try:
        with transaction.atomic():
            sitting = Sitting.objects.create(learner=learner, organisation=organisation, version=version)
            _record(sitting, "initialized", activity(sitting))
            return sitting
    except IntegrityError:
        return Sitting.objects.for_learner(learner).open().get(version=version)


@transaction.atomic
def answer(*, sitting, question, value):
    """Keeps the answer to one question and returns it; the same answer again changes nothing.

    A finished sitting stays as it is. Raises NoSuchAnswer for what was not on the page.
    """
    questionnaire = sitting.questionnaire
    try:
        asked, choice = questionnaire.question(question), questionnaire.choice(value)
    except KeyError as error:
        raise NoSuchAnswer(f"{question}: {value}") from error
    locked = Sitting.objects.select_for_update().get(pk=sitting.pk)
    existing = sitting.answers.filter(question=question).first()
    if locked.finished_at or (existing and existing.value == value):
        return existing
    given, _is_new = Answer.objects.update_or_create(
        sitting=sitting,
        question=question,
        defaults={
            "skill": asked.skill,
            "value": value,
            "score": getattr(choice, "score", None),
            "answered_at": timezone.now(),
        },
    )
    _record(
        sitting,
        "answered",
        recorder.Activity(
            "self-check-question",
            f"{questionnaire.slug}/{question}",
            {"en": asked.en.question, "es": asked.es.question},
        ),
        skill=asked.skill,
        result=recorder.Result(response=value, score=_share(questionnaire, choice)),
        within=[activity(sitting)],
    )
    return given


@transaction.atomic
def finish(*, sitting):
    """Closes a sitting and returns it; closing it twice changes nothing. Raises NotFinished."""
    locked = Sitting.objects.select_for_update().select_related("version").get(pk=sitting.pk)
    if locked.finished_at:
        return locked
    if locked.next_number() <= len(locked.questionnaire.questions):
        raise NotFinished
    locked.finished_at = timezone.now()
    locked.save(update_fields=["finished_at"])
    outcome = score(locked.questionnaire, locked.values())
    share = None if outcome.points is None else outcome.points / outcome.points_of
    _record(locked, "completed", activity(locked), result=recorder.Result(completion=True, score=share))
    return locked


def activity(sitting):
    """Returns the self-check as an xAPI activity, version and all."""
    questionnaire = sitting.questionnaire
    return recorder.Activity(
        "self-check",
        f"{questionnaire.slug}/{questionnaire.version}",
        {"en": questionnaire.en.title, "es": questionnaire.es.title},
    )


def _share(questionnaire, choice):
    best = max(option.score for option in questionnaire.scale)
    return choice.score / best if hasattr(choice, "score") else None


def _record(sitting, verb, what, **more):
    recorder.record(
        learner=sitting.learner,
        organisation=sitting.organisation,
        verb=verb,
        activity=what,
        registration=sitting.pk,
        **more,
    )
