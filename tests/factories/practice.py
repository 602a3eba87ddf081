"""Practices and small tasks for tests."""

import uuid

from sandbox_portal import actions
from sandbox_portal.scenarios.checks import EventHappened
from sandbox_portal.scenarios.models import Scenario


def words(text="Some words"):
    """A text in both languages."""
    return {"en": text, "es": f"{text} (es)"}


def free_practice(learner, **fields):
    """A practice without a task: the learner just looks around as Ruth."""
    key = fields.pop("form_key", None) or uuid.uuid4()
    return actions.start(learner=learner, organisation=learner.organisation, form_key=key, **fields)


def scenario(slug="look-around", *, checks=(), seats=("patient",), **fields):
    """A task that is passed by opening the home page, unless `checks` says what else it looks for."""
    checks = checks or [EventHappened(slug="open-home", kind="home.opened")]
    wanted = [check.slug for check in checks if not check.is_mistake]
    traps = [check.slug for check in checks if check.is_mistake]
    made = Scenario.objects.create(
        slug=slug,
        skill=fields.pop("skill", "messaging"),
        section=fields.pop("section", "messages"),
        persona="ruth",
        seats=list(seats),
        texts={
            "title": words("A small task"),
            "story": words("Ruth has a question."),
            "goal": words("Look at the first page."),
            "hints": [words("Nudge"), words("Pointer"), words("Worked example")],
            "did": words("You looked at the first page."),
            "why": words("You know where things are."),
            "lookfor": [words("The first page of your portal.")],
            "next": words("Try another task."),
            "next_task": "",
            "turns": {seat: {"name": words(seat), "text": words("Your turn.")} for seat in seats},
            "checks": {each: words(f"Do {each}") for each in wanted},
            "mistakes": {each: _told(each) for each in traps},
            **fields.pop("texts", {}),
        },
        **fields,
    )
    for order, check in enumerate(checks):
        check.scenario, check.order = made, order
        check.save()
    return made


def _told(slug):
    return {
        "label": words(slug),
        "what": words(f"What happened: {slug}"),
        "why": words("Why"),
        "next": words("Now"),
    }


def practice_of(learner, task, *, mode="guided"):
    """A practice of a task, just begun."""
    return actions.start(
        learner=learner, organisation=learner.organisation, form_key=uuid.uuid4(), scenario=task, mode=mode
    )
