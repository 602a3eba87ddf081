"""Courses, lessons, practice tasks and trainers: who began, who got how far, and what it took."""

from dataclasses import asdict, dataclass, field

from django.db.models import Case, Count, F, Max, Q, Sum, When
from django.db.models.functions import Least
from django.utils import timezone

from analytics.metrics import guard, kept, views
from analytics.metrics.gaps import HELD, HIDDEN, Share
from analytics.metrics.sql import grouped
from analytics.metrics.views import SMALLEST_GROUP
from analytics.models import Trace
from analytics.reading_activities import STEPS

HALF_MINUTE = 30  # times are kept in so many seconds, so that figures do not grow with the number of people
_CASES = ("cases", "right", "threats", "caught", "harmless", "alarms")
_TO_READ = ("course", "lesson")
MOST = 40  # tries, hints and half minutes above this count as this: a median below it stays exact


@dataclass(frozen=True)
class LessonFigures:
    """One lesson or course: of those who began, who finished each step (a lesson's five) and the whole.

    Where it `is_held` an audit holds all of it back.
    """

    activity: str
    begun: int | None
    ended: Share
    steps: dict[str, Share] = field(default_factory=dict)
    is_held: bool = False


@dataclass(frozen=True)
class TaskFigures:
    """One task or trainer. Medians are of the people who passed; None where fewer than 10 did.

    Where it `is_held` an audit holds all of it back.

    `minutes` is the time in ended tries; `mistakes` is [(slug, share of who ended a try)], most often first.
    Cases are those of a trainer: right of all, fakes spotted of all fakes, false alarms of all real ones.
    """

    activity: str
    begun: int | None
    passed: Share
    alone: Share
    tries: int | None = None
    hints: int | None = None
    minutes: float | None = None
    mistakes: tuple = ()
    accuracy: Share = HIDDEN
    sensitivity: Share = HIDDEN
    false_alarms: Share = HIDDEN
    is_held: bool = False


def lessons(organisation, kind, **view) -> list[LessonFigures]:
    """Returns the figures of each "lesson" or "course", most begun first. One query for both, two a cut."""
    both = kept.of_view(organisation, "lessons", view, lambda: _lessons(organisation, **view))
    mine, told = both[kind], _told(organisation, _TO_READ, view)
    found = []
    for activity, counts in mine.items():
        if told is not None and activity not in told:
            held = dict.fromkeys(STEPS, HELD) if kind == "lesson" else {}
            found.append(LessonFigures(activity, None, HELD, held, is_held=True))
            continue
        of = _shown(counts["begun"])
        ended = Share.among(counts["ended"], of) if of else HIDDEN
        steps = {step: Share.among(counts[step], of) for step in STEPS} if of and kind == "lesson" else {}
        found.append(LessonFigures(activity, of, ended, steps))
    return sorted(found, key=lambda one: (-(one.begun or 0), one.activity))


def tasks(organisation, **view) -> list[TaskFigures]:
    """Returns the figures of each practice task and trainer, most begun first. Three queries, two a cut.

    Of a cut only who began, passed and did it alone: the rest is about groups that have no audit.
    """
    told = _told(organisation, ("scenario",), view)
    counted = kept.of_view(organisation, "tasks", view, lambda: _tasks(organisation, view))
    mine = {activity: _People(**told_of) for activity, told_of in counted.items()}
    found = []
    for activity, people in mine.items():
        is_held = told is not None and activity not in told
        of = None if is_held else _shown(people.begun)
        if of is None:
            hidden = HELD if is_held else HIDDEN
            found.append(TaskFigures(activity, None, hidden, hidden, is_held=is_held))
            continue
        shares = (Share.among(people.passed, of), Share.among(people.alone, of))
        more = people.of_all() if told is None else {}
        found.append(TaskFigures(activity, of, *shares, **more))
    return sorted(found, key=lambda one: (-(one.begun or 0), one.activity))


@dataclass(frozen=True)
class Doing:
    """One course, lesson or task: how many of a group began it, finished or passed it, and did it alone."""

    kind: str
    activity: str
    begun: int
    ended: int
    alone: int


def doings(organisation, **view) -> list[Doing]:
    """Returns what the people of a view did, activity by activity, the most begun first. One query.

    For shares of everybody in an audited cut: who began one is a group that has no audit there.
    """

    def count():
        rows = views.rows_of(Trace, organisation, **view).filter(kind__in=(*_TO_READ, "scenario"), detail="")
        counts = {
            name: Count("actor_name", distinct=True, filter=Q(**{f"is_{name}": True}))
            for name in ("begun", "ended", "alone")
        }
        found = rows.values_list("kind", "activity").annotate(**counts)
        return [list(row) for row in found]

    found = [Doing(*row) for row in kept.of_view(organisation, "doings", view, count)]
    return sorted(found, key=lambda one: (-one.begun, one.activity))


def _told(organisation, kinds, view):
    """Returns the activities of these kinds that a cut may show; None for everybody. One query or none."""
    if not views.is_cut(view):
        return None
    today, rows = timezone.localdate(), _begun(organisation, kinds)
    return guard.activities_told(organisation, rows, "-".join(kinds), view=view, today=today)


def _begun(organisation, kinds, **view):
    """Returns the traces of who began an activity: of a task each, as a try is its beginning."""
    rows = views.rows_of(Trace, organisation, **view).filter(kind__in=kinds, detail="")
    return rows if "scenario" in kinds else rows.filter(is_begun=True)


def _shown(people):
    """Returns how many people, or None where they are too few."""
    return people if people >= SMALLEST_GROUP else None


def _yes(**condition):
    return Max(Case(When(**condition, then=1), default=0))


def _lessons(organisation, **view):
    """Returns {kind: {activity: {step: people}}}."""
    rows = _begun(organisation, _TO_READ, **view)
    bits = {f"has_{step}": Max(F("steps").bitand(1 << place)) for place, step in enumerate(STEPS)}
    each = rows.values("actor_name", "kind", "activity").annotate(has_ended=_yes(is_ended=True), **bits)
    columns = ("kind", "activity", "has_ended", *bits)
    found = {kind: {} for kind in _TO_READ}
    for kind, activity, ended, *steps, people in grouped(each.values_list(*columns), len(columns)):
        counts = found[kind].setdefault(activity, dict.fromkeys(("begun", "ended", *STEPS), 0))
        counts["begun"] += people
        counts["ended"] += people if ended else 0
        for step, has in zip(STEPS, steps, strict=True):
            counts[step] += people if has else 0
    return found


@dataclass
class _People:
    """The people of one task, as they are counted. `spent` are [{number: people who passed}] of tries, hints
    and half minutes; numbers are texts, as JSON has them."""

    begun: int = 0
    passed: int = 0
    alone: int = 0
    ended: int = 0
    spent: list = field(default_factory=lambda: [{}, {}, {}])
    made: dict = field(default_factory=dict)
    all_cases: dict = field(default_factory=lambda: dict.fromkeys(("people", *_CASES), 0))

    def medians(self):
        """Returns the medians of those who passed; half minutes become minutes."""
        tries, hints, halves = map(_median, self.spent)
        return {"tries": tries, "hints": hints, "minutes": halves / 2}

    def of_all(self):
        """Returns the figures that are told of everybody only."""
        medians = self.medians() if _shown(self.passed) else {}
        return medians | self.cases() | {"mistakes": self.most_made()}

    def cases(self):
        """Returns the shares of cases, where enough people had them."""
        told = self.all_cases
        if _shown(told["people"]) is None:
            return {}
        pairs = {
            "accuracy": ("right", "cases"),
            "sensitivity": ("caught", "threats"),
            "false_alarms": ("alarms", "harmless"),
        }
        return {
            name: Share(told[part], told[whole]) if told[whole] else HIDDEN
            for name, (part, whole) in pairs.items()
        }

    def most_made(self):
        """Returns [(mistake, share of who ended a try)], most often first."""
        of = _shown(self.ended)
        if of is None:
            return ()
        made = sorted(self.made.items(), key=lambda one: (-one[1], one[0]))
        return tuple((slug, Share.among(people, of)) for slug, people in made)


def _tasks(organisation, view):
    own = views.rows_of(Trace, organisation, **view).filter(kind="scenario")
    rows = _begun(organisation, ("scenario",), **view)
    each = rows.values("actor_name", "activity").annotate(
        has_passed=_yes(is_ended=True),
        was_alone=_yes(is_alone=True),
        all_times=Least(Sum("times"), MOST),
        all_hints=Least(Sum("hints"), MOST),
        halves=Least(Sum("seconds") / HALF_MINUTE, MOST),
    )
    names = ("activity", "has_passed", "was_alone", "all_times", "all_hints", "halves")
    found = {}
    for activity, passed, alone, times, hints, halves, people in grouped(each.values_list(*names), 6):
        task = found.setdefault(activity, _People())
        task.begun += people
        task.ended += people if times else 0
        if passed:
            task.passed += people
            task.alone += people if alone else 0
            for counts, number in zip(task.spent, (times, hints, int(halves)), strict=True):
                counts[f"{number}"] = counts.get(f"{number}", 0) + people
    if not views.is_cut(view):  # of a cut they are not told
        _add_cases(found, rows)
        _add_mistakes(found, own)
    return {activity: asdict(task) for activity, task in found.items()}


def _add_mistakes(found, own):
    for activity, slug, people in (
        own.exclude(detail="").values_list("activity", "detail").annotate(Count("actor_name", distinct=True))
    ):
        if activity in found:
            found[activity].made[slug] = people


def _median(counts):
    """Returns the low median of {number as text: people}."""
    middle, seen = (sum(counts.values()) + 1) // 2, 0
    for number, people in sorted((int(number), people) for number, people in counts.items()):
        seen += people
        if seen >= middle:
            return number
    raise ValueError("Nobody passed.")


def _add_cases(found, rows):
    names = _CASES
    sums = rows.filter(cases__gt=0).values("activity").annotate(
        people=Count("actor_name", distinct=True), **{f"sum_{name}": Sum(name) for name in names}
    )  # fmt: skip
    for row in sums:
        told = {name: row[f"sum_{name}"] for name in names} | {"people": row["people"]}
        found[row["activity"]].all_cases = told
