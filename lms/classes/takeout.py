"""What an organisation takes along of its classes: how many people there were, roundly, no nicknames."""

from functools import partial

from django.db.models import Count

from lms.classes import done
from lms.classes.models import StudyClass
from lms.organisations.takeout import parts
from lms.small_numbers import shown


def part(organisation):
    """Returns the one step: a table of classes."""
    return [partial(_table, organisation)]


def _table(organisation):
    columns = done.columns()
    rows = [["class", "made on", "last day", "people", *(f"{name} (after its end)" for name in columns)]]
    classes = StudyClass.objects.for_organisation(organisation).annotate(now=Count("members"))
    for one in classes.order_by("pk"):
        people = one.people_count if one.ended_at else one.now
        sums = [one.done_counts.get(name) for name in columns]
        rows.append(
            [one.title, one.made_at.date(), one.ends_on, shown(people)]
            + ["" if number is None else shown(number) for number in sums]
        )
    return {"counts/classes.csv": parts.table(rows)}
