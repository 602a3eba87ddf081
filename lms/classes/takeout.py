"""What an organisation takes along of its classes: how many people there were, no nicknames."""

from functools import partial

from lms.classes import done
from lms.classes.models import StudyClass
from lms.organisations.takeout import parts


def part(organisation):
    """Returns the one step: a table of classes."""
    return [partial(_table, organisation)]


def _table(organisation):
    columns = done.columns()
    rows = [["class", "made on", "last day", "people", *(f"{name} (after its end)" for name in columns)]]
    for one in StudyClass.objects.for_organisation(organisation).order_by("pk"):
        people = one.people_count if one.ended_at else one.members.count()
        rows.append(
            [one.title, one.made_at.date(), one.ends_on, people]
            + [one.done_counts.get(name, "") for name in columns]
        )
    return {"counts/classes.csv": parts.table(rows)}
