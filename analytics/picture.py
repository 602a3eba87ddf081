"""The gap picture as the server draws it: for readers without script, on phones, on paper.

Each row is a title in words and a small drawing whose places are percentages, so that it fits any width and
grows with the text. The numbers are those of the Plotly figure: both draw `charts.rows_to_draw`.
"""

from dataclasses import dataclass

from analytics import charts

# Room at both ends for half a mark.
_EDGE = 3


@dataclass(frozen=True)
class Mark:
    """One measure on a row's line. `x` is a length such as "61.5%"."""

    name: str
    x: str


@dataclass(frozen=True)
class Row:
    """One skill: its words, and what to draw. Without a band where there is no task to be stuck at."""

    skill: str
    title: str
    text: str
    summary: str
    marks: list
    band_from: str
    band_to: str


@dataclass(frozen=True)
class Picture:
    """What `analytics/picture.html` draws."""

    rows: list
    ticks: list
    legend: list
    untouched: list


def draw(matrix, titles):
    """Returns the picture of a matrix. `titles` is {slug: title}."""
    rows = charts.rows_to_draw(matrix)
    drawn = {row.skill for row in rows}
    return Picture(
        rows=[_row(row, titles) for row in rows],
        ticks=[{"x": _x(value), "label": charts.percent_label(value)} for value in charts.TICKS],
        legend=[{"name": name, "label": style["label"]} for name, style in charts.MEASURES.items()],
        untouched=[titles.get(row.skill, row.skill) for row in matrix.rows if row.skill not in drawn],
    )


def _row(row, titles):
    parts = [
        f"{charts.MEASURES[name]['label']}: {charts.share_text(share)}"
        for name, share in row.measures.items()
    ]
    return Row(
        skill=row.skill,
        title=titles.get(row.skill, row.skill),
        text=charts.gap_text(row),
        summary="; ".join(parts),
        marks=[Mark(name, _x(share.percent)) for name, share in row.measures.items() if not share.is_hidden],
        band_from="" if row.tried.is_hidden else _x(row.alone.percent),
        band_to="" if row.tried.is_hidden else _x(row.tried.percent),
    )


def _x(percent):
    return f"{_EDGE + percent * (100 - 2 * _EDGE) / 100:g}%"
