"""Writes scenario files into the database, and writes them again without harm."""

from django.db import transaction

from sandbox_portal.scenarios.checks import (
    AnswerRead,
    Check,
    ClockReached,
    CoachApproves,
    EventHappened,
    Mistake,
    SeatPlayed,
)
from sandbox_portal.scenarios.files import Source, library
from sandbox_portal.scenarios.models import Scenario

_MODELS = {
    "event": EventHappened,
    "coach": CoachApproves,
    "seat": SeatPlayed,
    "clock": ClockReached,
    "answer": AnswerRead,
}


def load(paths=None):
    """Loads the library, or the files given; returns the scenarios. Raises files.BrokenScenario, having
    written nothing."""
    parsed = [Source(path).parse() for path in (library() if paths is None else paths)]
    with transaction.atomic():
        return [write(file) for file in parsed]


def write(file, *, slug="", version=0, organisation=None, next_task=None, is_preview=False, replaces=""):
    """Writes one version of a task and returns it. The newest is the current one; older ones stay for open
    attempts. What is given is an organisation's own name and number for it. A preview is never current.
    """
    texts = file.texts()
    scenario, _ = Scenario.objects.update_or_create(
        slug=slug or file.slug,
        version=version or file.version,
        defaults={
            "organisation": organisation,
            "is_preview": is_preview,
            "replaces": replaces,
            "order": file.order,
            "skill": file.skill,
            "section": file.section,
            "persona": file.persona,
            "kind": file.kind,
            "seats": file.seats,
            "minutes": file.minutes,
            "opening": [each.model_dump() for each in file.opening],
            "texts": texts if next_task is None else {**texts, "next_task": next_task},
            "is_current": False,
        },
    )
    _write_checks(scenario, file)
    if is_preview:
        return scenario
    Scenario.objects.make_newest_current(scenario.slug)
    scenario.refresh_from_db(fields=["is_current"])
    return scenario


def _write_checks(scenario, file):
    """Replaces what the task looks for. Attempts know checks by their slug, so an open one goes on."""
    Check.objects.filter(scenario=scenario).delete()
    for order, entry in enumerate(file.checks):
        fields = entry.model_dump(exclude={"looks_for", "label"}, exclude_none=True)
        _MODELS[entry.looks_for].objects.create(scenario=scenario, order=order, **fields)
    for order, entry in enumerate(file.mistakes, start=len(file.checks)):
        fields = entry.model_dump(exclude={"ends", "label", "feedback"}, exclude_none=True)
        Mistake.objects.create(scenario=scenario, order=order, is_ending=entry.ends, **fields)
