"""Readings, goals, doses and plan as pages show them. Reads only; the words are ready."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sandbox_portal.chart.model import ResultValue
from sandbox_portal.chart.text import Text
from sandbox_portal.sections import dates
from sandbox_portal.sections.long_term import bands, rules, shelf
from sandbox_portal.sections.long_term.models import Goal, Reading, What
from sandbox_portal.sections.messages import inbox
from sandbox_portal.sections.results import drawing

BANDS = {  # words, shape, tag's kind: the shape says the same as the color
    "on-goal": (gettext_lazy("On goal"), "●", "good"),
    "above": (gettext_lazy("Above your goal"), "▲", "sun"),
    "below": (gettext_lazy("Below your goal"), "▼", "sun"),
    "danger": (gettext_lazy("Danger: call now"), "◆", "stop"),
}
MOST_POINTS = 7
DAILY = {  # what is measured each day, by the first of these that the record has
    What.PRESSURE: (gettext_lazy("Measure your blood pressure"), gettext_lazy("Sit down and rest first")),
    What.PEAK_FLOW: (gettext_lazy("Measure your peak flow"), gettext_lazy("3 blows, write the best one")),
    What.OXYGEN: (gettext_lazy("Measure your oxygen level"), gettext_lazy("Sit still, with a warm hand")),
}
DOSES = {"taken": gettext_lazy("Taken"), "missed": gettext_lazy("Missed"), "stopped": gettext_lazy("Stopped")}


@dataclass(frozen=True)
class Entry:
    """One reading, from the record or noted here."""

    first: Decimal
    second: Decimal | None
    at: datetime
    band: str
    context: str = ""


def said(what, first, second=None) -> str:
    """A reading as it is said: 128/82, 96, or in words for a symptom."""
    if what == What.SYMPTOMS:
        return str(shelf.HOW_BAD[int(first)])
    return bands.plain(first) if second is None else f"{bands.plain(first)}/{bands.plain(second)}"


def entries(viewing, what) -> list[Entry]:
    """Every reading of a kind, oldest first: those of the record, then those noted here. One query."""
    practice = viewing.practice
    ranges = rules.ranges(practice, what)
    codes = shelf.CODES[what]
    tops = practice.chart.trend(codes[0], practice.now)
    bottoms = practice.chart.trend(codes[1], practice.now) if len(codes) > 1 else [None] * len(tops)
    found = []
    for top, bottom in zip(tops, bottoms, strict=True):
        second = bottom.value if bottom else None
        band = bands.of(what, top.value, second, practice.policy.readings, ranges)
        found.append(Entry(top.value, second, top.measured_at, band))
    for row in _noted(viewing):
        if row.what == what:
            context = str(shelf.contexts(What(row.what), practice.policy).get(row.context, ""))
            found.append(Entry(row.first, row.second, row.taken_at, row.band, context))
    return sorted(found, key=lambda entry: entry.at)


def _noted(viewing):
    return viewing.once(noted)


def noted(practice) -> list[Reading]:
    """What was noted in a practice, newest first. One query."""
    return list(Reading.objects.for_practice(practice))


def overview(viewing) -> tuple[list[dict], list[dict]]:
    """The newest reading of each kind for the list: of those that the person measures, and the others."""
    rows, others = [], []
    for what in What:
        found = entries(viewing, what)
        last = found[-1] if found else None
        words, _shape, kind = band_words(what, last.band) if last else (_("Nothing yet"), "", "plain")
        url = reverse("practice:readings-of", kwargs={"key": viewing.practice.key, "what": what.value})
        number = f"{said(what, last.first, last.second)} {shelf.UNITS[what]}".strip() if last else ""
        hint = f"{number} · {dates.day(last.at)}" if last else ""
        row = {"label": what.label, "url": url, "hint": hint, "state": words, "kind": kind}
        (rows if last else others).append(row)
    return rows, others


def band_words(what, band):
    """Words, shape and tag of a band; below one's best peak flow or oxygen is worse, not less."""
    if what == What.SYMPTOMS and band == "above":
        return gettext_lazy("Worse than your goal"), "▲", "sun"
    return BANDS[band]


def how_to(what, policy) -> str:
    """What to mind before a reading of this kind is written down."""
    rest = policy.readings.rest_minutes
    return {
        What.OXYGEN: ngettext(
            "Sit still for %(n)d minute. Warm hand, no nail polish. Wait until the number stands still.",
            "Sit still for %(n)d minutes. Warm hand, no nail polish. Wait until the number stands still.",
            rest,
        )
        % {"n": rest},
        What.PEAK_FLOW: _(
            "Stand up, breathe in deep, blow hard and fast. Do it 3 times and write the best one."
        ),
        What.SYMPTOMS: _("Say how it is today. Good days and bad days both help your nurse."),
    }.get(what, _("Type what the device shows. A number that scares you is worth writing down, too."))


def detail(viewing, what) -> dict:
    """One kind of reading: the newest as a bar with words, the course, and the table."""
    found = entries(viewing, what)
    ranges = rules.ranges(viewing.practice, what)
    newest = found[-1] if found else None
    series = [_value(entry.first, entry.at, ranges[0]) for entry in found[-MOST_POINTS:]]
    return {
        "what": what,
        "label": what.label,
        "unit": shelf.UNITS[what],
        "newest": newest and _newest(newest, what, ranges),
        "trend": drawing.trend(tuple(series), dates.tiny),
        "table": _table(found, what) if found else None,
        "right_answer": right_answer(found, ranges, what),
        "zones": zones(viewing, what, ranges),
    }


def _newest(entry, what, ranges) -> dict:
    words, shape, kind = band_words(what, entry.band)
    parts = [_part(_name(what, index), number, ranges[index]) for index, number in _numbers(entry)]
    return {
        "number": said(what, entry.first, entry.second),
        "when": f"{dates.long_day(entry.at)}, {dates.time(entry.at)}",
        "context": entry.context,
        "words": words,
        "shape": shape,
        "kind": kind,
        "parts": parts,
    }


def _numbers(entry):
    return [(i, n) for i, n in enumerate((entry.first, entry.second)) if n is not None]


def _name(what, index) -> str:
    if what != What.PRESSURE:
        return str(what.label)
    return _("Bottom number") if index else _("Top number")


def _part(name, number, span) -> dict:
    low, high = span
    bar = drawing.bar(_value(number, None, span))
    words = ""
    if low is not None and high is not None:
        words = _("Your goal: %(low)s to %(high)s.") % {"low": bands.plain(low), "high": bands.plain(high)}
    told = bands.plain(number)
    label = _("%(name)s: %(number)s. %(words)s") % {"name": name, "number": told, "words": words}
    return {"name": name, "number": told, "bar": bar, "words": words, "label": label}


def _value(number, at, span) -> ResultValue:
    nothing = Text("")
    low, high = span
    return ResultValue(
        id="",
        name=nothing,
        code="",
        value=Decimal(bands.plain(number)),
        words=nothing,
        unit="",
        low=low,
        high=high,
        range_words=nothing,
        flag="",
        is_corrected=False,
        note=nothing,
        measured_at=at,
    )


def zones(viewing, what, ranges) -> list[dict]:
    """The borders that ask for something, in words: for oxygen and peak flow."""
    rules_here = viewing.practice.policy.readings
    if what == What.OXYGEN:
        numbers = {"low": rules_here.oxygen_low, "danger": rules_here.oxygen_danger}
        return [
            _row(_("%(low)s or less") % numbers, _("Rest, measure again, and tell the clinic today.")),
            _row(_("%(danger)s or less") % numbers, _("Call now.")),
        ]
    best = bands.best_of(ranges)
    if what != What.PEAK_FLOW or best is None:
        return []
    green = best * rules_here.peak_flow_percent / 100
    red = best * rules_here.peak_flow_danger_percent / 100
    numbers = {
        "best": bands.plain(best),
        "green": bands.plain(green.to_integral_value()),
        "red": bands.plain(red.to_integral_value()),
    }
    return [
        _row(_("Your own best"), _("%(best)s L/min") % numbers),
        _row(_("%(green)s or more") % numbers, _("Go on as your plan says.")),
        _row(
            _("%(red)s to %(green)s") % numbers,
            _("Do what your plan says for this zone, and tell your nurse."),
        ),
        _row(_("Under %(red)s") % numbers, _("Quick inhaler as your plan says, and call now.")),
    ]


def _row(label, value):
    return {"label": label, "value": value, "change_url": None}


def _table(found, what) -> dict:
    return {
        "caption": _("%(what)s, newest first") % {"what": what.label},
        "corner": _("Day"),
        "columns": [
            {"label": shelf.UNITS[what] or _("How bad"), "is_number": what != What.SYMPTOMS},
            {"label": _("In words")},
        ],
        "rows": [
            {
                "header": f"{dates.day(entry.at)}, {dates.time(entry.at)}",
                "cells": [
                    {"value": said(what, entry.first, entry.second), "is_number": what != What.SYMPTOMS},
                    {"value": band_words(what, entry.band)[0]},
                ],
                "is_focus": entry is found[-1],
            }
            for entry in reversed(found[-MOST_POINTS * 2 :])
        ],
    }


def right_answer(found, ranges, what=None) -> str:
    """How the last numbers go, by the distance to the range: "better", "same" or "worse"."""
    if len(found) < 3:
        return ""
    low, high = ranges[0]
    least = {What.SYMPTOMS: 1, What.PEAK_FLOW: 20}.get(what, 3)

    def off(entry):
        if what == What.PEAK_FLOW and high is not None:  # the goal is one's own best
            return high - entry.first
        if high is not None and entry.first > high:
            return entry.first - high
        return low - entry.first if low is not None and entry.first < low else Decimal(0)

    recent = found[-MOST_POINTS:]
    change = off(recent[-1]) - off(recent[0])
    if abs(change) < least:
        return "same"
    return "better" if change < 0 else "worse"


def waiting(viewing) -> list[dict]:
    """What waits on the first page."""
    practice, found = viewing.practice, []
    today = dates.day(practice.today)
    what = next(
        (each for each in DAILY if practice.chart.trend(shelf.CODES[each][0], practice.now)), What.PRESSURE
    )
    mine = (row for row in _noted(viewing) if row.what == what)
    if not any(dates.day(row.taken_at) == today for row in mine):
        url = reverse("practice:reading-new", kwargs={"key": practice.key, "what": what.value})
        label, hint = DAILY[what]
        found.append(_item(label, hint, url, _("Today"), "sun"))
    open_doses = [row for row in doses(viewing) if not row["answer"]]
    if open_doses:
        hint = ", ".join(str(row["name"]) for row in open_doses)
        url = reverse("practice:doses", kwargs={"key": practice.key})
        found.append(_item(_("Check off your medicines"), hint, url, _("Today"), "sun"))
    if not Goal.objects.for_practice(practice).exists():
        url = reverse("practice:goals", kwargs={"key": practice.key})
        found.append(_item(_("Choose a goal for this month"), "", url, _("Not yet"), "plain"))
    return found + inbox.news(viewing)


def _item(label, hint, url, state, kind) -> dict:
    return {"label": label, "hint": hint, "url": url, "state": state, "kind": kind}


def doses(viewing) -> list[dict]:
    """The medicines to take, each with what was said about it on this day."""
    practice = viewing.practice
    said = viewing.opened("doses.checked")
    rows = []
    for medicine in viewing.chart.medications:
        if medicine.status != "active":
            continue
        at = said.get(medicine.id)
        is_today = at is not None and dates.day(at) == dates.day(practice.today)
        answer = viewing.facts_of("doses.checked", medicine.id).get("answer", "") if is_today else ""
        rows.append(
            {
                "id": medicine.id,
                "name": medicine.name,
                "directions": medicine.directions,
                "answer": answer,
                "words": DOSES.get(answer, ""),
                "kind": {"taken": "good", "": ""}.get(answer, "sun"),
            }
        )
    return rows


def plan(viewing) -> list[dict]:
    """The care plan's steps, each with whether it was ticked."""
    return [
        {
            "id": f"{visit.id}-{number}",
            "text": step,
            "is_done": viewing.facts_of("plan.ticked", f"{visit.id}-{number}").get("is_done", False),
        }
        for visit in viewing.chart.visits
        for number, step in enumerate(visit.next_steps, start=1)
    ]


def goals(practice) -> list[dict]:
    """The goals chosen, the newest of each kind."""
    newest = {goal.goal: goal for goal in Goal.objects.for_practice(practice)}
    return [
        {
            "label": shelf.GOALS.get(goal.goal, goal.goal),
            "hint": shelf.HOWS.get(goal.how, ""),
            "state": dates.day(goal.set_at),
            "kind": "plain",
        }
        for goal in newest.values()
    ]


def has_cuff(practice) -> bool:
    """True where the person measures blood pressure: the pretend cuff is theirs."""
    return bool(practice.chart.trend(shelf.CODES[What.PRESSURE][0], practice.now))


def in_the_cuff(practice) -> list[tuple[str, str]]:
    """The readings in the pretend cuff as choices."""
    return [
        (
            each.slug,
            _("%(number)s mm Hg, %(day)s, %(hour)s")
            % {
                "number": f"{each.first}/{each.second}",
                "day": dates.day(practice.today - timedelta(days=each.days_ago)),
                "hour": _("in the evening; your sister was visiting")
                if not each.is_hers
                else _("in the morning"),
            },
        )
        for each in shelf.IN_THE_CUFF
    ]
