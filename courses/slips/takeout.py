"""What an organisation takes along of its slips: what they hand out, and counts as the desk shows them."""

from functools import partial

from courses.pages import LessonPage
from courses.slips.models import Slip
from lms.organisations.takeout import parts
from lms.small_numbers import shown


def part(organisation):
    """Returns the one step: a table of slips."""
    return [partial(_table, organisation)]


def _table(organisation):
    slips = list(Slip.objects.for_organisation(organisation).with_counts())
    titles = LessonPage.objects.titles([one.lesson_key for one in slips], "en")
    rows = [["code", "lesson", "task", "language", "where", "made on", "opened", "did both"]]
    rows += [
        [one.code, titles.get(one.lesson_key, ""), one.task, one.language, one.label, one.made_at.date()]
        + [shown(one.opened), shown(one.done)]
        for one in slips
    ]
    return {"counts/slips.csv": parts.table(rows)}
