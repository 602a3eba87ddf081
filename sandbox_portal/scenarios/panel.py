"""What the coach shows beside the pretend portal: the task, what is done, hints, what went wrong."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sandbox_portal.scenarios.telling import Teller
from sandbox_portal.sections import dates

SKIPS = (1, 3, 5, 10)  # business days
MOST_FEEDBACK = 2  # more at once is not read


@dataclass(frozen=True)
class Tick:
    """One thing the task asks for."""

    label: str
    is_done: bool


@dataclass(frozen=True)
class Lesson:
    """What to learn from a mistake."""

    label: str
    what: str
    why: str
    next: str


@dataclass(frozen=True)
class Skip:
    """One choice of how far to skip ahead."""

    business_days: int
    label: str


@dataclass(frozen=True)
class Panel:
    """The coach's panel, ready to be shown. `state` is "free", "open", "passed", "failed" or "left"."""

    state: str
    bar: str
    is_solo: bool
    title: str
    story: str
    goal: str
    ticks: tuple[Tick, ...]
    example: tuple[dict, ...]  # what to do and why, step by step, in the mode that shows it
    hints: tuple[str, ...]
    next_hint: int | None
    lessons: tuple[Lesson, ...]
    mistake: int  # the event that the lessons are about, or 0
    skips: tuple[Skip, ...]
    today: str
    since: str  # the practice clock as the skip form sends it back
    other_seat: str
    other_name: str
    own_name: str


def of(practice, language):
    """Returns the coach's panel for a practice. Two queries, none when just looking around."""
    run = practice.attempt
    if run is None:
        return _free(practice)
    run.scenario = practice.scenario
    teller = Teller(practice.scenario, language, practice.policy)
    passed = {row.check_slug: row.event_id for row in run.passed.all()}
    is_solo = run.mode == practice.Mode.SOLO
    ticks = tuple(
        Tick(teller.say(words), slug in passed) for slug, words in practice.scenario.texts["checks"].items()
    )
    is_example = run.mode == practice.Mode.EXAMPLE
    hints = () if is_example else tuple(teller.texts_of("hints")[: run.hints])
    may_ask = run.is_open and not (is_solo or is_example) and run.hints < run.help_steps
    newest = _newest_mistakes(run, max(passed.values(), default=0))
    return Panel(
        state=run.state,
        bar=_bar(run, ticks, is_solo),
        is_solo=is_solo,
        title=teller.text("title"),
        story=teller.text("story"),
        goal=teller.text("goal"),
        ticks=() if is_solo and run.is_open else ticks,
        example=tuple({**s, "is_done": s["check"] in passed} for s in teller.example()) if is_example else (),
        hints=hints,
        next_hint=run.hints + 1 if may_ask else None,
        lessons=_lessons(newest, teller),
        mistake=newest[0].event_id if newest else 0,
        skips=_skips(),
        today=dates.long_day(practice.today),
        since=practice.clock.isoformat(),
        **_seats(practice, teller),
    )


def _free(practice):
    return Panel(
        state="free",
        bar=_("Look around"),
        is_solo=False,
        title="",
        story="",
        goal="",
        ticks=(),
        example=(),
        hints=(),
        next_hint=None,
        lessons=(),
        mistake=0,
        skips=_skips(),
        today=dates.long_day(practice.today),
        since=practice.clock.isoformat(),
        other_seat="",
        other_name="",
        own_name="",
    )


def _bar(run, ticks, is_solo):
    if run.state == run.State.PASSED:
        return _("Task done")
    if run.state == run.State.FAILED:
        return _("Not this time – see why")
    if is_solo:
        return _("Your task")
    return _("Your task: %(done)s of %(total)s done") % {
        "done": sum(tick.is_done for tick in ticks),
        "total": len(ticks),
    }


def _newest_mistakes(run, last_pass):
    """Returns the mistakes that the newest wrong step was, until something is done right again."""
    made = [row for row in run.mistakes.all() if row.event_id >= last_pass]
    return [row for row in made if row.event_id == made[-1].event_id]


def _lessons(newest, teller):
    told = teller.texts["mistakes"]
    return tuple(
        Lesson(**{name: teller.say(told[row.check_slug][name]) for name in ("label", "what", "why", "next")})
        for row in newest[:MOST_FEEDBACK]
        if row.check_slug in told
    )


def _seats(practice, teller):
    names = {seat: (teller.turn(seat) or {}).get("name", "") for seat in practice.seats}
    other = next((seat for seat in practice.seats if seat != practice.seat), "")
    return {"other_seat": other, "other_name": names.get(other, ""), "own_name": names.get(practice.seat, "")}


def _skips():
    return tuple(Skip(days, skip_label(days)) for days in SKIPS)


def skip_label(days):
    """Returns how a skip of so many business days is called."""
    if days == 5:
        return _("1 week (5 work days)")
    if days == 10:
        return _("2 weeks (10 work days)")
    return ngettext("%(days)s work day", "%(days)s work days", days) % {"days": days}
