"""Results as a page shows them: every word, shape and date ready. Pure functions."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sandbox_portal import practice_days
from sandbox_portal.chart.model import Result, ResultValue
from sandbox_portal.sections import dates
from sandbox_portal.sections.results import about, drawing, news, urgent
from sandbox_portal.sections.results.news import News

# state -> what it is called, the tag's kind, and what it means
STATES = {
    "ordered": (
        gettext_lazy("Ordered"),
        "plain",
        gettext_lazy("The test is ordered. The sample has not been taken yet."),
    ),
    "pending": (
        gettext_lazy("Not ready yet"),
        "sun",
        gettext_lazy("The lab has the sample and is working on it. You do not need to do anything."),
    ),
    "preliminary": (
        gettext_lazy("Early result"),
        "sun",
        gettext_lazy("This is an early result. It can still change."),
    ),
    "final": (gettext_lazy("Final"), "good", gettext_lazy("The lab is done with this test.")),
    "corrected": (
        gettext_lazy("Corrected"),
        "sun",
        gettext_lazy("The lab changed something after the first report. Go by this one."),
    ),
    "cancelled": (
        gettext_lazy("Canceled"),
        "plain",
        gettext_lazy("This test was not done. There will be no result."),
    ),
}
# flag -> words, shape, tag's kind. The shape says the same as the colour.
FLAGS = {
    "low": (gettext_lazy("Below the range"), "▼", "sun"),
    "high": (gettext_lazy("Above the range"), "▲", "sun"),
    "critical": (gettext_lazy("Far out of the range: call now"), "◆", "stop"),
    "in-range": (gettext_lazy("In the range"), "●", "good"),
}


MOST_POINTS = 8  # as many as a drawing has room for on a phone


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    url: str
    name: str
    when: str
    state: str
    state_kind: str
    summary: str
    is_new: bool
    is_sensitive: bool
    must_call: bool


@dataclass(frozen=True)
class Shown:
    """One measured thing on a result's own page."""

    name: str
    number: str
    unit: str
    words: str
    range: str
    flag: str
    shape: str
    flag_kind: str
    bar: drawing.Bar | None
    bar_label: str
    note: str
    is_corrected: bool


def in_order(viewing) -> list[Result]:
    """What may be seen: first what cannot wait, then what is new, then the rest, each newest first."""
    urgent_ones = urgent.waiting(viewing)
    ids = {result.id for result in urgent_ones}
    new = [*urgent_ones, *(result for result in news.found(viewing) if result.id not in ids)]
    ids |= {result.id for result in new}
    return [*new, *(result for result in viewing.results if result.id not in ids)]


def rows(viewing, results) -> list[Row]:
    """These results as lines of the list."""
    known = news.of(viewing)
    pressing = {result.id for result in urgent.waiting(viewing)}
    return [_row(result, known, viewing.practice.key, result.id in pressing) for result in results]


def _row(result: Result, known: News, key, must_call: bool) -> Row:
    state = result.status_at(known.now)
    label, kind, _meaning = STATES[state]
    is_hidden = result.is_sensitive and not known.has_been_opened(result)
    return Row(
        url=reverse("practice:result", kwargs={"key": key, "id": result.id}),
        name=str(result.name),
        when=_when(result, state),
        state=str(label),
        state_kind=kind,
        summary="" if is_hidden or not result.is_ready_at(known.now) else _summary(result),
        is_new=known.is_new(result),
        is_sensitive=result.is_sensitive,
        must_call=must_call,
    )


def _when(result: Result, state: str) -> str:
    if state == "ordered":
        return _("Ordered %(day)s") % {"day": dates.day(result.ordered_at)}
    if state in ("pending", "cancelled"):
        return _("Sample taken %(day)s") % {"day": dates.day(result.collected_at)}
    return _("Result from %(day)s") % {"day": dates.day(result.resulted_at)}


def _summary(result: Result) -> str:
    """How many values are out of range, in words; "" where there is no range to be out of."""
    flags = [value.flag for value in result.values if value.flag]
    if not flags:
        return ""
    outside = len([flag for flag in flags if flag != "in-range"])
    if not outside:
        return _("All in the range")
    if len(flags) == 1:
        return str(FLAGS[flags[0]][0])
    if "critical" in flags:
        return _("One number is far out of the range")
    return _("%(outside)s of %(all)s out of the range") % {"outside": outside, "all": len(flags)}


def values(result: Result) -> list[Shown]:
    """Everything measured in a result."""
    is_single = len(result.values) == 1
    return [_shown(value, _("Your result") if is_single else str(value.name)) for value in result.values]


def _shown(value: ResultValue, name: str) -> Shown:
    words, shape, kind = FLAGS.get(value.flag, ("", "", ""))
    number = drawing.plain(value.value) if value.value is not None else ""
    bar = drawing.bar(value)
    return Shown(
        name=name,
        number=number,
        unit=value.unit,
        words=str(value.words),
        range=_range(value),
        flag=str(words),
        shape=shape,
        flag_kind=kind,
        bar=bar,
        bar_label=_("Your number is %(number)s. %(range)s") % {"number": number, "range": _range(value)},
        note=str(value.note),
        is_corrected=value.is_corrected,
    )


def _range(value: ResultValue) -> str:
    """The lab's range in words."""
    if value.range_words:
        return str(value.range_words)
    low = drawing.plain(value.low) if value.low is not None else ""
    high = drawing.plain(value.high) if value.high is not None else ""
    if low and high:
        return _("The lab’s range: %(low)s to %(high)s.") % {"low": low, "high": high}
    if high:
        return _("The lab’s range: %(high)s or less.") % {"high": high}
    return _("The lab’s range: %(low)s or more.") % {"low": low} if low else ""


def detail(result: Result, viewing, now) -> dict:
    """What a result's page shows besides the frame."""
    state = result.status_at(now)
    label, kind, meaning = STATES[state]
    is_single = len(result.values) == 1 and result.is_ready_at(now)
    code = result.values[0].code if is_single else ""
    numbers = viewing.chart.trend(code, until=now, with_sensitive=viewing.shows_sensitive) if code else ()
    series = _around(numbers, result)
    trend = drawing.trend(series, dates.tiny)
    return {
        "result": result,
        "state": label,
        "state_kind": kind,
        "meaning": meaning,
        "is_ready": result.is_ready_at(now),
        "facts": _facts(result, state),
        "values": values(result) if result.is_ready_at(now) else [],
        "lab_comment": result.lab_comment if result.is_ready_at(now) or state == "cancelled" else "",
        "comments": _comments(result, now),
        "shows_messages": viewing.may_see("messages"),
        "comment_by": _comment_by(result, viewing.practice),
        "about": about.test(result.code),
        "urgent": _urgent(result, viewing),
        "trend": trend,
        "trend_table": _trend_table(result, trend, series),
    }


def _urgent(result: Result, viewing) -> dict | None:
    """Whom to call now about a number far out of the range, and whether it was done; None for another."""
    practice = viewing.practice
    if not urgent.is_critical(result) or not result.is_ready_at(practice.now):
        return None
    calls = [at for at in urgent.calls_of(viewing) if result.resulted_at is None or at >= result.resulted_at]
    return {
        "is_open": urgent.needs_a_call(result, practice.now, calls),
        "was_called": bool(calls),
        "is_after_hours": urgent.is_after_hours(practice.now, practice.policy),
        "hours": practice.policy.clinic_hours.in_language(get_language()),
    }


def _around(numbers, result: Result):
    """The last few numbers; on an old result's page those up to its own, so that it is among them."""
    own = next((place for place, value in enumerate(numbers) if value in result.values), 0)
    end = max(own + 1, MOST_POINTS) if own < len(numbers) - MOST_POINTS else len(numbers)
    return numbers[max(end - MOST_POINTS, 0) : end]


def _facts(result: Result, state: str) -> list[dict]:
    """Ordered, taken, resulted: the rows of the summary list that are known by now."""
    is_out = state in ("preliminary", "final", "corrected")
    found = [
        (_("Ordered by"), str(result.ordered_by)),
        (_("Ordered on"), dates.day(result.ordered_at)),
        (_("Sample taken on"), dates.day(result.collected_at)),
        (_("Result ready on"), dates.day(result.resulted_at) if is_out else ""),
    ]
    return [{"label": label, "value": value} for label, value in found if value]


def _comments(result: Result, now) -> list[dict]:
    return [
        {"sender": c.author, "when": dates.day(c.written_at), "text": c.text} for c in result.comments_at(now)
    ]


def _comment_by(result: Result, practice) -> dict | None:
    """Until when to wait for a comment, and whether that day is past; None when the result is not out."""
    if result.resulted_at is None or not result.is_ready_at(practice.now):
        return None
    policy = practice.policy
    last = practice_days.add_business_days(result.resulted_at, policy.reply_business_days, policy.holidays)
    return {"day": dates.long_day(last), "is_past": practice.today > last}


def _trend_table(result: Result, trend, series) -> dict | None:
    """The same numbers as the drawing, as a table; newest first."""
    if trend is None:
        return None
    points = list(zip(trend.points, series, strict=True))
    return {
        "caption": _("%(test)s over time") % {"test": result.name},
        "corner": _("Day"),
        "columns": [{"label": _("Your number"), "is_number": True}, {"label": _("Range")}],
        "rows": [
            {
                "header": dates.with_year(value.measured_at),
                "cells": [
                    {"value": f"{point.value} {value.unit}", "is_number": True},
                    {"value": FLAGS[value.flag][0] if value.flag else ""},
                ],
                "is_focus": value.id in {v.id for v in result.values},
            }
            for point, value in reversed(points)
        ],
    }
