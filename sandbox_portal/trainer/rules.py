"""Begins a sitting, takes each choice once, and counts what came of it."""

import random
from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from analytics.xapi import recorder
from sandbox_portal import form_keys
from sandbox_portal.trainer import signals
from sandbox_portal.trainer.drills import DRILLS
from sandbox_portal.trainer.models import Choice, Sitting


class OutOfTurn(ValueError):
    """The case is not the one whose turn it is."""


@transaction.atomic
def begin(*, learner, organisation, form_key, language="en", drill="message-or-call"):
    """Begins a sitting with cases met least often so far, and returns it. The same form begins one."""
    mine = Sitting.objects.for_learner(learner)
    sitting, is_new = form_keys.once(
        mine,
        form_key,
        lambda: Sitting.objects.create(
            learner=learner,
            organisation=organisation,
            form_key=form_key,
            drill=drill,
            items=_cases(mine.at(drill), DRILLS[drill], seed=form_key.int),
            language=language[:8],
        ),
    )
    if is_new:
        _record(sitting, "attempted")
    return sitting


def _cases(mine, drill, *, seed):
    met = Counter(slug for items in mine.values_list("items", flat=True) for slug in items)
    slugs = list(drill.items)
    random.Random(seed).shuffle(slugs)
    slugs.sort(key=lambda slug: met[slug])
    if not drill.is_balanced:
        return slugs[: drill.cases]
    each = drill.cases // len(drill.ways)
    taken = {slug for way in drill.ways for slug in [s for s in slugs if drill.items[s].right == way][:each]}
    found = sorted(taken)
    random.Random(seed + 1).shuffle(found)
    return found


def next_case(sitting):
    """Returns (the case whose turn it is or None, its number from 1). One query."""
    done = {choice.item for choice in sitting.choices.all()}
    waiting = [slug for slug in sitting.items if slug not in done]
    return (DRILLS[sitting.drill].items[waiting[0]] if waiting else None), len(done) + 1


@transaction.atomic
def choose(*, sitting, item, way, sure):
    """Writes down the choice for a case and returns it; after the last one the sitting ends.

    Choosing again returns the first choice, so that a double click or the back button changes nothing. Raises
    OutOfTurn for a case that is not in this sitting.
    """
    sitting = Sitting.objects.select_for_update().get(pk=sitting.pk)
    if item not in sitting.items:
        raise OutOfTurn(item)
    made = sitting.choices.filter(item=item).first()
    if made is not None:
        return made
    made = Choice.objects.create(sitting=sitting, item=item, way=way, sure=sure)
    if sitting.ended_at is None and sitting.choices.count() == len(sitting.items):
        sitting.ended_at = timezone.now()
        sitting.save(update_fields=["ended_at"])
        found = score(sitting)
        is_success = DRILLS[sitting.drill].passes(found)
        result = recorder.Result(success=is_success, completion=True, cases=_counts(found))
        _record(sitting, "passed" if is_success else "failed", result)
    return made


@dataclass(frozen=True)
class Score:
    """How a sitting went. A miss is too slow a way, an overcall one more urgent than needed; among messages a
    miss is a fake that was trusted, an overcall a real one that was not."""

    right: int
    misses: tuple  # (Item, Choice) each
    overcalls: tuple
    total: int
    sure_and_wrong: int
    unsure_and_right: int
    signals: signals.Signals


def score(sitting):
    """Counts a sitting. One query."""
    items, verdicts = DRILLS[sitting.drill].items, []
    choices = list(sitting.choices.all())
    for choice in choices:
        item = items[choice.item]
        verdicts.append((item.verdict(choice.way), item, choice))
    return Score(
        right=sum(verdict == "right" for verdict, _item, _choice in verdicts),
        misses=tuple((item, choice) for verdict, item, choice in verdicts if verdict == "miss"),
        overcalls=tuple((item, choice) for verdict, item, choice in verdicts if verdict == "overcall"),
        total=len(verdicts),
        sure_and_wrong=sum(v != "right" and c.sure == Choice.Sure.SURE for v, _item, c in verdicts),
        unsure_and_right=sum(v == "right" and c.sure == Choice.Sure.GUESS for v, _item, c in verdicts),
        signals=signals.of(items, choices),
    )


def _counts(found):
    """Returns a score as the counts that statements carry."""
    seen = found.signals
    return recorder.Cases(
        of=found.total, right=found.right, threats=seen.fakes, caught=seen.hits,
        harmless=seen.reals, alarms=seen.false_alarms,
    )  # fmt: skip


def _record(sitting, verb, result=None):
    drill = DRILLS[sitting.drill]
    return recorder.record(
        learner=sitting.learner,
        organisation=sitting.organisation,
        verb=verb,
        activity=recorder.Activity(type="scenario", key=drill.slug, name=drill.name),
        skill=drill.skill,
        result=result,
        mode="solo",
        registration=sitting.registration,
        language=sitting.language,
    )


def adopt(*, source, target):
    """Gives an account the sittings of the guest who signed in."""
    Sitting.objects.for_learner(source).update(learner=target)


def export(learner):
    """Returns what is held of a learner's sittings."""
    return [
        {
            "trainer": sitting.drill,
            "started_at": sitting.started_at.isoformat(),
            "ended_at": sitting.ended_at and sitting.ended_at.isoformat(),
            "choices": [{"case": c.item, "way": c.way, "sure": c.sure} for c in sitting.choices.all()],
        }
        for sitting in Sitting.objects.for_learner(learner).prefetch_related("choices")
    ]
