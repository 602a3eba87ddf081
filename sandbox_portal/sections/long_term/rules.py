"""Noting readings, choosing goals, taking over what a device holds, calling. Each in one transaction."""

from datetime import timedelta

from django.db import transaction

from sandbox_portal import form_keys, practice_days
from sandbox_portal.practice import Practice
from sandbox_portal.sections.long_term import bands, shelf
from sandbox_portal.sections.long_term.models import Goal, Reading, What

SOON = timedelta(hours=12)  # a second reading within this time is the same reading taken again


def ranges(practice, what):
    """The person's own ranges, (low, high) for each number, from the newest reading in the record."""
    found = []
    for code in shelf.CODES[what]:
        values = practice.chart.trend(code, practice.now)
        found.append((values[-1].low, values[-1].high) if values else (None, None))
    return found


def last(practice, what):
    """Returns the first number of the newest reading, noted here or in the record, or None. One query."""
    noted = Reading.objects.for_practice(practice).of(what).first()
    if noted:
        return noted.first
    values = practice.chart.trend(shelf.CODES[what][0], practice.now)
    return values[-1].value if values else None


@transaction.atomic
def note(*, practice, form_key, what, first, second=None, context="", source="self", taken_at=None):
    """Notes a reading and returns it. The same form sent twice notes it once.

    A reading in the danger range is kept like any other: it is the page after it that says to call.
    """
    Practice.objects.locked(practice.pk)
    mine = Reading.objects.for_practice(practice)
    before = mine.of(what).first()
    taken_at = taken_at or practice.now
    band = bands.of(what, first, second, practice.policy.readings, ranges(practice, what))

    def make():
        return Reading.objects.create(
            practice=practice,
            form_key=form_key,
            what=what,
            first=first,
            second=second,
            context=context,
            source=source,
            band=band,
            taken_at=taken_at,
        )

    reading, is_new = form_keys.once(mine, form_key, make)
    if is_new:
        is_again = bool(before and before.band == "danger" and taken_at - before.taken_at <= SOON)
        practice.log(
            "readings.logged",
            reading=reading.pk,
            what=str(what),
            band=band,
            context=context or None,
            source=source,
            is_again=is_again,
        )
    return reading


def is_again(practice, reading):
    """True where the reading before this one was in the danger range as well."""
    earlier = Reading.objects.for_practice(practice).of(reading.what).filter(pk__lt=reading.pk).first()
    return bool(earlier and earlier.band == "danger")


@transaction.atomic
def call(*, practice, who, has_signs):
    """Makes the pretend call about a reading. Nobody is rung up."""
    return practice.log("readings.called", who=who, has_signs=has_signs)


@transaction.atomic
def choose_goal(*, practice, form_key, goal, how):
    """Sets a goal with a first step; the newest of a kind holds. The same form sent twice sets it once."""
    Practice.objects.locked(practice.pk)
    made, is_new = form_keys.once(
        Goal.objects.for_practice(practice),
        form_key,
        lambda: Goal.objects.create(
            practice=practice, form_key=form_key, goal=goal, how=how, set_at=practice.now
        ),
    )
    if is_new:
        practice.log("goals.chosen", goal=goal, how=how, is_small=how in shelf.SMALL)
    return made


@transaction.atomic
def sync(*, practice, form_key, chosen):
    """Takes the chosen readings over from the pretend cuff; returns how many. Twice brings none twice."""
    Practice.objects.locked(practice.pk)
    if Reading.objects.for_practice(practice).filter(source=Reading.Source.DEVICE).exists():
        return 0
    kept = [each for each in shelf.IN_THE_CUFF if each.slug in chosen]
    for each in kept:
        taken_at = practice_days.at_hour(practice.today - timedelta(days=each.days_ago), each.hour)
        note(
            practice=practice,
            form_key=form_keys.new(),
            what=What.PRESSURE,
            first=each.first,
            second=each.second,
            context="seated",
            source=Reading.Source.DEVICE,
            taken_at=taken_at,
        )
    others = sum(not each.is_hers for each in kept)
    left = len(shelf.IN_THE_CUFF) - len(kept)
    practice.log("devices.synced", kept=len(kept), left_out=left, kept_others=others)
    return len(kept)
