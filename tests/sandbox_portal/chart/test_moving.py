"""A chart moved by whole weeks: every date goes along, nothing else changes."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta

from sandbox_portal import personas


def dates(thing, path=""):
    """Every date and time in the record, by where it stands."""
    if isinstance(thing, date):
        return {path: thing}
    found = {}
    if isinstance(thing, tuple):
        for index, item in enumerate(thing):
            found |= dates(item, f"{path}[{index}]")
    elif is_dataclass(thing):
        for field in fields(thing):
            found |= dates(getattr(thing, field.name), f"{path}.{field.name}")
    return found


def test_every_date_moves_by_the_same_weeks():
    record = personas.get("ruth").chart
    before, after = dates(record), dates(record.moved_by(weeks=5))

    assert len(before) > 100
    assert before.keys() == after.keys()
    assert {after[place] - day for place, day in before.items()} == {timedelta(weeks=5)}


def test_weekdays_and_the_time_of_day_stay():
    record = personas.get("ruth").chart
    for place, day in dates(record.moved_by(weeks=20)).items():
        old = dates(record)[place]
        assert day.weekday() == old.weekday()
        if isinstance(day, datetime):
            assert day.strftime("%H:%M") == old.strftime("%H:%M")


def test_ages_stay():
    record = personas.get("ruth").chart
    later = record.moved_by(weeks=600)

    assert later.patient.age_on(later.anchor) == record.patient.age_on(record.anchor) == 71


def test_moving_again_costs_nothing():
    record = personas.get("ruth").chart

    assert record.moved_by(weeks=3) is record.moved_by(weeks=3)
    assert record.moved_by(weeks=0) is record


def test_a_chart_moved_to_a_day_begins_in_that_week():
    record = personas.get("ruth").chart
    for ahead in range(-10, 10):
        day = record.anchor + timedelta(days=ahead)
        assert timedelta() <= day - record.moved_to(day).anchor < timedelta(days=7)
