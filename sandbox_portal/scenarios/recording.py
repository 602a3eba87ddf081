"""Tells the recorder what happened in an attempt. Each statement joins the transaction of the act."""

from analytics.xapi import recorder


def _record(run, verb, *, seat, result=None):
    scenario = run.scenario
    if scenario.is_preview:  # an author tries it out: no learning
        return None
    return recorder.record(
        learner=run.learner,
        organisation=run.organisation,
        verb=verb,
        activity=recorder.Activity(type="scenario", key=scenario.slug, name=scenario.texts["title"]),
        skill=scenario.skill,
        result=result,
        mode="solo" if run.mode == "solo" else "guided",  # step by step is the most guided there is
        registration=run.registration,
        language=run.language,
        seat=seat,
    )


def attempted(run, *, seat):
    """Records that an attempt began."""
    return _record(run, "attempted", seat=seat)


def asked_for_help(run, *, seat):
    """Records that the learner asked for the next hint."""
    return _record(run, "asked-for-help", seat=seat, result=recorder.Result(hints=run.hints))


def passed(run, *, seat):
    """Records that everything the task looks for was done."""
    return _record(run, "passed", seat=seat, result=_result(run, is_success=True))


def failed(run, *, seat):
    """Records that the attempt ended without a pass."""
    return _record(run, "failed", seat=seat, result=_result(run, is_success=False))


def _result(run, *, is_success):
    return recorder.Result(
        success=is_success,
        completion=is_success,
        hints=run.hints,
        tries=run.tries,
        mistakes=tuple(run.mistakes.values_list("check_slug", flat=True)),
        duration=run.ended_at - run.started_at,
    )
