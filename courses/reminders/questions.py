"""Which questions of a lesson a refresher asks: quick ones, three at most, others each time."""

from courses.reminders.models import REFRESHER_DAYS

QUICK = frozenset({"choice", "several", "sorting", "matching", "ordering", "hot-spots"})
MOST = 3


def all_of(lesson):
    """Returns the lesson's quick activities in their order, each once. At most two queries."""
    found = {}
    for stream in (lesson.see, lesson.try_it):
        for block in stream:
            if block.block_type in ("activity", "check") and block.value is not None:
                activity = block.value
                if activity.live and activity.KIND in QUICK:
                    found.setdefault(activity.key, activity)
    return list(found.values())


def of(lesson, days):
    """Returns the activities of the refresher after so many days; the next refresher goes on with others."""
    found = all_of(lesson)
    start = MOST * REFRESHER_DAYS.index(days) % len(found) if found else 0
    return (found[start:] + found[:start])[:MOST]
