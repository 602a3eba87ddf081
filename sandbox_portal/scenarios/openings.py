"""What stands in a practice before the learner begins: an unanswered message, an access that runs already.

A section registers how it is done; a scenario file names it under `opening`:

    @openings.opening("messages.asked_before")
    def asked_before(practice, *, category, to, words, business_days_ago=0): ...
"""

from inspect import signature

_openings = {}


def opening(kind):
    """Registers fn(practice, **facts) as the way to begin with something; refuses a second one.

    `words` is among the facts where the file gives some: {"subject": {"en": …, "es": …}}.
    """

    def register(function):
        if kind in _openings and _openings[kind] is not function:
            raise ValueError(f"Two openings are registered for {kind}.")
        _openings[kind] = function
        return function

    return register


def kinds():
    """Returns the names of the openings there are."""
    return frozenset(_openings)


def facts_of(kind, facts):
    """Returns the facts with which something is begun: those of a file, and for the others what is usual."""
    known = signature(_openings[kind]).parameters.values() if kind in _openings else ()
    return {one.name: one.default for one in known if one.default is not one.empty} | facts


def is_begun_with(practice, kind):
    """True where the practice's task begins with this. No query."""
    begun = practice.scenario.opening if practice.scenario_id else ()
    return any(each["do"] == kind for each in begun)


def prepare(practice):
    """Puts in place what the practice's task begins with. What it logs happens before the attempt begins."""
    for each in practice.scenario.opening if practice.scenario_id else ():
        words = {"words": each["words"]} if each["words"] else {}
        _openings[each["do"]](practice, **each["facts"], **words)
