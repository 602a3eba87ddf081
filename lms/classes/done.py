"""What a leader sees of how far people are: higher apps say what they count.

Higher apps register a function, as this one must not know of lessons or practice tasks.
"""

from dataclasses import dataclass

_counters = {}


@dataclass(frozen=True)
class Counter:
    """One column: its label, and `moments(learners, organisation)`, which yields (learner's key, when)."""

    label: str
    moments: callable


def register(name, label, moments):
    """Adds a column under a permanent name; once each."""
    _counters.setdefault(name, Counter(label, moments))


def columns():
    """Returns {name: label} of all that is counted, in the order in which it was registered."""
    return {name: counter.label for name, counter in _counters.items()}


def of(members, organisation):
    """Returns {learner's key: {name: how often since they joined}}. One query a column."""
    since = {member.learner_id: member.joined_at for member in members}
    found = {learner: dict.fromkeys(_counters, 0) for learner in since}
    if not since:
        return found
    for name, counter in _counters.items():
        for learner, moment in counter.moments(list(since), organisation):
            if moment >= since[learner]:
                found[learner][name] += 1
    return found
