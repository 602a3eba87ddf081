"""What each simulated person does, from the seed and the person's number alone.

Draws are stratified by a Latin hypercube (McKay, Beckman and Conover, 1979): of five hundred people with
successive numbers, each draw falls once into each five-hundredth. So a few thousand people show the true
shares closely, and draws do not depend on one another. Who is asked again after 30 days is one in ten; what
they still know is stratified among them alone.
"""

import uuid
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from courses.simulator.straight import truth
from courses.simulator.straight.truth import SKILLS

BLOCK = 500
DAYS = 360  # people come within so many days before now
ACTIVE_DAYS = 32  # refreshers come later; who came later than this before now does the rest more quickly
_OF_ALL = ("path", "language", "trait", "confidence", "answers", "again", "start")
_OF_A_SKILL = ("begins", "finishes", "tries", "alone", "says", "refreshes", "keeps", "plans", "does")
STEPS = ("connect", "see", "try", "reflect", "plan")


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done, so many days after the person's first. `score` is in hundredths; `within` a lesson."""

    day: float
    verb: str
    type: str
    key: str
    skill: str = ""
    within: str = ""
    score: int | None = None
    success: bool | None = None
    hints: int | None = None
    tries: int | None = None
    seconds: int | None = None
    mistakes: tuple = ()
    mode: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One simulated person: the name as statements have it, the first day (days before now), the deeds."""

    name: str
    path: str
    language: str
    days_ago: float
    deeds: list[Deed]


def person(seed, number) -> Person:
    """Returns the person of a number, 0 or more: the same for a seed every time."""
    draw = _Draws(seed, number)
    dice = Random(f"{seed}/{number}")  # noqa: S311  (a story, not a secret)
    path = _choose(draw.of("path"), truth.PATHS)
    days_ago = 1 + (DAYS - 1) * draw.of("start")
    deeds = [*_checks(draw, dice), *(deed for skill in SKILLS for deed in _skill(draw, dice, skill, path))]
    return Person(
        name=uuid.UUID(int=dice.getrandbits(128), version=4).hex,
        path=path,
        language="es" if draw.of("language") < truth.SPANISH else "en",
        days_ago=days_ago,
        deeds=sorted(_by_now(deeds, days_ago), key=lambda deed: deed.day),
    )


def _by_now(deeds, days_ago):
    """Yields the deeds that lie before now. Only refreshers are left out, so the true shares stay."""
    pace = min(1.0, days_ago / ACTIVE_DAYS)
    for deed in deeds:
        if deed.type != "refresher":
            yield replace(deed, day=deed.day * pace)
        elif deed.day < days_ago:
            yield deed


class _Draws:
    """A person's draws, each from 0 to 1."""

    def __init__(self, seed, number):
        self.block, self.place = _block(seed, number // BLOCK), number % BLOCK

    def of(self, name, skill=""):
        return self.block[name, skill][self.place]


@lru_cache(4)
def _block(seed, number):
    dice = Random(f"{seed}/block/{number}")  # noqa: S311
    names = [(name, "") for name in _OF_ALL] + [(name, skill) for skill in SKILLS for name in _OF_A_SKILL]
    found = {}
    for name in names:
        found[name] = _column(dice, BLOCK)
    for slug in SKILLS:
        asked = [place for place in range(BLOCK) if _is_asked_again(found, slug, place)]
        for place, draw in zip(asked, _column(dice, len(asked)), strict=True):
            found["keeps", slug][place] = draw
    return found


def _column(dice, size):
    column = [(place + dice.random()) / size for place in range(size)]
    dice.shuffle(column)
    return column


def _is_asked_again(block, slug, place):
    path = list(truth.PATHS).index(_choose(block["path", ""][place], truth.PATHS))
    return (
        block["begins", slug][place] < SKILLS[slug].begins[path]
        and block["finishes", slug][place] >= truth.DROPS_OUT
        and block["refreshes", slug][place] < truth.REFRESHES
    )


def _choose(draw, shares):
    for name, share in shares.items():
        draw -= share
        if draw < 0:
            return name
    return name


def _shift(draw):
    """Returns how much likelier than others somebody does a task alone."""
    for share, shift in truth.TRAITS.values():
        draw -= share
        if draw < 0:
            return shift
    return shift


def _checks(draw, dice):
    """The self-check on the first day, and again weeks later: what people say, right or not."""
    if draw.of("answers") >= truth.ANSWERS:
        return
    more = truth.SAYS_MORE if draw.of("confidence") < truth.OVERCONFIDENT else truth.SAYS_LESS
    first = min(max(round(dice.gauss(48, 14)), 5), 85)
    for turn in (0, 1) if draw.of("again") < truth.TAKES_IT_AGAIN else (0,):
        day = 0.01 if turn == 0 else 24.0 + dice.random()
        for place, slug in enumerate(SKILLS):
            says = draw.of("says", slug) < SKILLS[slug].says + more
            yield Deed(
                day + place / 5000, "answered", "self-check-question", f"skills/{slug}", slug,
                score=dice.choice((67, 100) if says else (0, 33)),
            )  # fmt: skip
        score = first + (round(100 * truth.GAINS) if turn else 0)
        yield Deed(day + 0.003, "completed", "self-check", "skills/1", score=score)


def _skill(draw, dice, slug, path):
    skill, place = SKILLS[slug], list(truth.PATHS).index(path)
    day = 0.02 + 20 * dice.random()
    if draw.of("begins", slug) < skill.begins[place]:
        yield from _lesson(draw, dice, slug, day)
    if draw.of("tries", slug) < skill.tries[place]:
        is_alone = draw.of("alone", slug) < skill.alone + _shift(draw.of("trait"))
        yield from _task(dice, slug, day + 0.02, is_alone)


def _lesson(draw, dice, slug, day):
    lesson = f"{slug}/lesson"
    has_finished = draw.of("finishes", slug) >= truth.DROPS_OUT
    yield Deed(day, "initialized", "lesson", lesson, slug)
    steps = STEPS if has_finished else STEPS[: dice.randint(0, 4)]
    for number, step in enumerate(steps, start=1):
        moment = day + number / 400
        if step in ("see", "try"):
            is_right = dice.random() < 0.72
            yield Deed(moment, "answered", "question", f"{lesson}/{step}", slug, lesson, success=is_right)
        yield Deed(moment + 0.0005, "completed", "lesson-step", f"{lesson}/{step}", slug, lesson)
    if not has_finished:
        return
    yield Deed(day + 0.015, "completed", "lesson", lesson, slug)
    if draw.of("plans", slug) < truth.PLANS:
        yield Deed(day + 0.016, "planned", "plan-step", lesson, slug)
        if draw.of("does", slug) < truth.DOES_IT:
            yield Deed(day + 7.1, "reported", "plan-step", lesson, slug, success=True)
    if draw.of("refreshes", slug) < truth.REFRESHES:
        knows = draw.of("keeps", slug) < SKILLS[slug].keeps
        score = 100 if knows else 33
        yield Deed(day + 30.5, "completed", "refresher", f"{lesson}/after-30", slug, score=score)


def _task(dice, slug, day, is_alone):
    """Alone and at once; or with hints, a mistake first, or given up."""
    task = f"{slug}-task"
    yield Deed(day, "attempted", "scenario", task, slug, mode="guided")
    seconds = 30 * min(max(round(dice.lognormvariate(2.3, 0.5)), 1), 60)
    done = {"skill": slug, "mode": "guided", "seconds": seconds}
    if is_alone:
        yield Deed(day + 0.01, "passed", "scenario", task, **done, hints=0, tries=1)
        return
    if dice.random() < 0.4:
        wrong = ("too-late",) if dice.random() < 0.6 else ("wrong-place",)
        yield Deed(day + 0.01, "failed", "scenario", task, **done, hints=0, tries=1, mistakes=wrong)
        day += 0.02
        yield Deed(day, "attempted", "scenario", task, slug, mode="guided")
    hints = dice.randint(1, 3)
    for number in range(1, hints + 1):
        yield Deed(day + number / 500, "asked-for-help", "scenario", task, slug, hints=number, mode="guided")
    if dice.random() < 0.65:
        yield Deed(day + 0.012, "passed", "scenario", task, **done, hints=hints, tries=2)
