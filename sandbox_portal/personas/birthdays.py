"""A child whose story is a birthday: the birth date that makes it come, by the clinic's own ages.

Clinics draw the line between child and teen at different ages. So a task says `person.birthday` with what a
parent sees from then on, and the child becomes as old as that is here.
"""

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from sandbox_portal.chart import Chart
from sandbox_portal.sections.proxy import levels

OPENING = "person.birthday"


def told(practice, chart):
    """Returns the record with the birth date that the practice's task needs; most need none. No query."""
    story = _story(practice)
    age = levels.first_age(story.get("becomes", "limited"), practice.policy) if story is not None else None
    if not age:
        return chart
    return _born(chart, _birth_date(practice.started_on + timedelta(days=story.get("days", 7)), age))


def _story(practice):
    begun = practice.scenario.opening if practice.scenario_id else ()
    return next((each.get("facts", {}) for each in begun if each["do"] == OPENING), None)


def _birth_date(day, age):
    """Returns a birth date of somebody who becomes `age` on this day."""
    try:
        return day.replace(year=day.year - age)
    except ValueError:  # February 29
        return date(day.year - age, 3, 1)


@lru_cache(maxsize=64)
def _born(chart: Chart, born: date) -> Chart:
    return replace(chart, patient=replace(chart.patient, birth_date=born))
