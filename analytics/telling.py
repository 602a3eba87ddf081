"""What is seen in a section's numbers, in one sentence: for readers who do not see its figure, and for all.

The sentence is made of the cells of the table, so that both say the same. Pure: no query.
"""

from itertools import pairwise

from django.utils.translation import gettext as _

from analytics.metrics import Share
from analytics.metrics.skills import Gap


def seen(section) -> str:
    """Returns the sentence; an empty text where there is too little to say one."""
    return _OF_SECTIONS.get(section.key, _of_any)(section)


def _of_any(section):
    """Says where a series is highest and where it is lowest: the one that counts most, the last one drawn."""
    series = section.drawn
    if not series:
        return ""
    named = {key: (key, name, column) for key, name, column in series}
    _key, name, column = named.get("alone", series[-1])
    found = [(section.place(value), label, value) for label, value in _labelled(section, column)]
    if len(found) < 2:
        return ""
    (_most, high, top), (_least, low, bottom) = max(found, key=_first), min(found, key=_first)
    words = {
        "high": high,
        "top": section.words(top),
        "low": low,
        "bottom": section.words(bottom),
        "name": name,
    }
    if _most == _least:
        return _("All lines are alike: {top}.").format(**words)
    if len(series) == 1:
        return _("Highest: {high}, {top}. Lowest: {low}, {bottom}.").format(**words)
    return _("“{name}” is highest for {high}: {top}. It is lowest for {low}: {bottom}.").format(**words)


def _first(one):
    return one[0]


def _labelled(section, column):
    """Returns [(label, value), …] of what is drawn of a series."""
    return [
        (label.rstrip("."), value)
        for (_key, label), value in zip(section.along, column, strict=True)
        if value is not None
    ]


def _of_funnel(section):
    """Says between which two lines most people are lost."""
    if not section.drawn:
        return ""
    shown = _labelled(section, section.drawn[0][2])
    falls = [(one[1].count - two[1].count, one, two) for one, two in pairwise(shown)]
    if not falls:
        return ""
    lost, one, two = max(falls, key=_first)
    if lost <= 0:
        return _("Nobody stops on the way.")
    return _("Most people stop between “{one}” and “{two}”: {before}, then {after}.").format(
        one=one[0], two=two[0], before=section.words(one[1]), after=section.words(two[1])
    )


def _of_steps(section):
    """Says in which lesson, and between which two steps, most people stop. All who are counted opened it."""
    falls = []
    for _key, lesson, values in section.lines:  # all of them: the picture has the first few
        shown = [
            (str(label), value)
            for label, value in zip(section.columns.values(), values, strict=True)
            if isinstance(value, Share) and not value.is_hidden
        ]
        falls += [
            (section.place(one[1]) - section.place(two[1]), lesson, one, two) for one, two in pairwise(shown)
        ]
    if not falls or max(falls, key=_first)[0] <= 0:
        return ""
    _lost, lesson, one, two = max(falls, key=_first)
    return _("People stop most in “{lesson}”: {before} finished “{one}”, {after} finished “{two}”.").format(
        lesson=lesson, one=one[0], two=two[0], before=section.words(one[1]), after=section.words(two[1])
    )


def _of_slips(section):
    """Says how far the people of the first slip that is drawn came."""
    if not section.drawn:
        return ""
    _key, slip, column = section.drawn[0]
    shown = _labelled(section, column)
    if len(shown) < 2:
        return ""
    (one, before), (two, after) = shown[0], shown[-1]
    return _("“{slip}”: {one}, {before}. {two}, {after}.").format(
        slip=slip, one=one, before=section.words(before), two=two, after=section.words(after)
    )


def _of_change(section):
    """Says how far the mean moved, and whether that can be chance."""
    cells = {key: values[0] for key, _label, values in section.lines}
    if not cells:
        return ""
    low, high = cells["between"].value
    said = _("From {first} to {last} of 100: {change} points.").format(
        **{name: section.words(cells[name]) for name in ("first", "last", "change")}
    )
    chance = _("That can be chance.") if low <= 0 <= high else _("That is more than chance would do.")
    return f"{said} {chance}"


def _of_months(section):
    """Says where the most important series began and where it is now."""
    named = {key: (name, column) for key, name, column in section.drawn}
    if not named:
        return ""
    name, column = named.get("alone", next(iter(named.values())))
    shown = _labelled(section, column)
    if len(shown) < 2:
        return ""
    (one, before), (two, after) = shown[0], shown[-1]
    return _("“{name}”: {before} in {one}, {after} in {two}.").format(
        name=name, one=one, two=two, before=section.words(before), after=section.words(after)
    )


def _of_two(section):
    """Says for which line two columns lie farthest apart."""
    if len(section.drawn) < 2:
        return _of_any(section)
    (_one, one, first), (_two, two, second) = section.drawn[:2]
    found = [
        (abs(section.place(a) - section.place(b)), label, a, b)
        for (_key, label), a, b in zip(section.along, first, second, strict=True)
        if a is not None and b is not None
    ]
    if not found:
        return ""
    _far, label, a, b = max(found, key=_first)
    return _("Farthest apart: {label}. {one}: {a}. {two}: {b}.").format(
        label=label, one=one, two=two, a=section.words(a), b=section.words(b)
    )


def _of_pairs(section):
    """Says which gap between two measures is widest."""
    labels = list(section.columns.values())
    found = [
        (value.points, row, labels[place])
        for _key, row, values in section.lines
        for place, value in enumerate(values)
        if isinstance(value, Gap) and value.points
    ]
    if not found:
        return ""
    points, row, column = max(found, key=_first)
    return _("The widest gap: “{row}” lies {points} points above “{column}”.").format(
        row=row, points=points, column=column
    )


def _of_gaps(section):
    """The section of the overview and the one of a skill's pairs share a key."""
    is_pairs = any(isinstance(value, Gap) for _key, _label, values in section.lines for value in values)
    return _of_pairs(section) if is_pairs else _of_any(section)


def _of_skills(section):
    """Of two groups held against each other, or of one group skill by skill."""
    return _of_two(section) if "difference" in section.columns else _of_any(section)


_OF_SECTIONS = {
    "funnel": _of_funnel,
    "steps": _of_steps,
    "slips": _of_slips,
    "change": _of_change,
    "months": _of_months,
    "proxy": _of_two,
    "alone": _of_two,
    "says": _of_two,
    "gaps": _of_gaps,
    "skills": _of_skills,
}
