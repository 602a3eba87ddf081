"""A learner's plan: "When…, I will…" steps, and the questions about them after 7 and 30 days."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from analytics.xapi import recorder
from self_check.models import FollowUp, PlanStep


class NoSuchReply(Exception):
    """The reply is none of the given ones."""


def add_step(*, learner, organisation, when_text, will_text, skill, source, source_key="", form_key):
    """Adds a step to the learner's plan, with its questions after 7 and 30 days, and returns it.

    The same form sent twice adds one step. Records `planned`, without the learner's words.
    """
    try:
        with transaction.atomic():
            step = PlanStep.objects.create(
                learner=learner,
                organisation=organisation,
                when_text=when_text,
                will_text=will_text,
                skill=skill,
                source=source,
                source_key=source_key,
                form_key=form_key,
            )
            FollowUp.objects.bulk_create(FollowUp.all_for(step))
            _record(step, "planned")
            return step
    except IntegrityError:
        return PlanStep.objects.for_learner(learner).get(form_key=form_key)


@transaction.atomic
def reply(*, follow_up, reply):
    """Keeps whether a step was taken, and records `reported`; a second reply changes nothing.

    Who changed their mind, or did it, is not asked about the same step again. Raises NoSuchReply.
    """
    if reply not in FollowUp.Reply.values:
        raise NoSuchReply(reply)
    locked = FollowUp.objects.select_for_update().select_related("step__learner").get(pk=follow_up.pk)
    if locked.answered_at:
        return locked
    locked.reply, locked.answered_at = reply, timezone.now()
    locked.save(update_fields=["reply", "answered_at"])
    if reply != FollowUp.Reply.NOT_YET:
        locked.step.follow_ups.filter(answered_at__isnull=True).delete()
    _record(
        locked.step,
        "reported",
        result=recorder.Result(response=reply, success=reply == FollowUp.Reply.DID_IT),
    )
    return locked


def remove(*, step):
    """Takes a step off the plan, with its questions and words."""
    step.delete()


def _record(step, verb, **more):
    recorder.record(
        learner=step.learner,
        organisation=step.organisation,
        verb=verb,
        activity=recorder.Activity("plan-step", f"{step.source}/{step.source_key or step.skill}"),
        skill=step.skill,
        **more,
    )
