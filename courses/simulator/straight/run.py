"""Writes simulated people as statements, batch by batch; it goes on where it stopped."""

import uuid
from datetime import timedelta
from hashlib import sha256

from django.utils import timezone

from analytics.lrs import quick
from analytics.xapi.facts import Activity, Result
from analytics.xapi.statements import Facts
from courses.simulator.straight import life

PEOPLE_AT_ONCE = 50  # about 3,000 statements in one transaction


def simulate(organisation, *, seed, first=0, people, now=None):
    """Yields (people, statements) written so far of the people with the numbers from `first` on.

    Statements of an earlier run with the same seed stay and are not written again: their ids follow from the
    seed, the organisation and the numbers. They are counted from then on like any others.
    """
    now = now or timezone.now()
    patterns = _Patterns(organisation)
    done = written = 0
    while done < people:
        some = min(PEOPLE_AT_ONCE, people - done)
        batch = []
        for number in range(first + done, first + done + some):
            batch += _said(patterns, seed, number, now)
        done += some
        written += quick.write(organisation, batch) if batch else 0
        yield done, written


def _said(patterns, seed, number, now):
    who = life.person(seed, number)
    begin = now - timedelta(days=who.days_ago)
    start = int.from_bytes(sha256(f"{patterns.organisation.pk}/{seed}/{number}".encode()).digest()[:14])
    return [
        quick.Said(
            patterns.of(deed, who),
            uuid.UUID(int=(start << 16) + place, version=4).hex,
            who.name,
            begin + timedelta(days=deed.day),
        )
        for place, deed in enumerate(who.deeds)
    ]


class _Patterns:
    """The statements with blanks, each built once by the recorder's own builders."""

    def __init__(self, organisation):
        self.organisation, self.known = organisation, {}

    def of(self, deed, who):
        """Returns the pattern of a deed, whoever does it and whenever."""
        key = (
            who.path, who.language, deed.verb, deed.type, deed.key, deed.score, deed.success, deed.hints,
            deed.tries, deed.seconds, deed.mistakes, deed.mode,
        )  # fmt: skip
        if key not in self.known:
            self.known[key] = quick.Pattern(self.organisation, deed.verb, self._facts(deed, who))
        return self.known[key]

    def _facts(self, deed, who):
        name = {"en": deed.key} if deed.type in ("lesson", "scenario") else {}
        result = Result(
            success=deed.success,
            score=None if deed.score is None else deed.score / 100,
            duration=None if deed.seconds is None else timedelta(seconds=deed.seconds),
            hints=deed.hints,
            tries=deed.tries,
            mistakes=deed.mistakes,
        )
        owner = self.organisation
        return Facts(
            **quick.blank(),
            activity=Activity(deed.type, deed.key, name),
            organisation=Activity("organisation", owner.slug, {"en": owner.name}),
            result=result,
            skill=Activity("skill", deed.skill) if deed.skill else None,
            within=(Activity("lesson", deed.within),) if deed.within else (),
            language=who.language,
            mode=deed.mode,
            path=who.path,
        )
