"""A GapMatrix → a Plotly figure, and the same numbers as a table. Pure: no query, nothing kept."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from plotly import graph_objects as go

from analytics.metrics import SMALLEST_GROUP

# How each measure is drawn: by its shape, and by a colour that stands out 3:1 on the paper. The page puts its
# own colours in their place (insights.css), for the dark scheme too.
MEASURES = {
    "says": {"label": gettext_lazy("Says they do it"), "symbol": "diamond", "color": "#6a3d9a"},
    "learned": {"label": gettext_lazy("Finished a lesson"), "symbol": "square", "color": "#0b5fa5"},
    "tried": {"label": gettext_lazy("Tried a task"), "symbol": "circle", "color": "#b34700"},
    "alone": {"label": gettext_lazy("Can do alone"), "symbol": "circle", "color": "#0c5c3a"},
}
GAP_COLOR = "#c98a00"
# Marks are hollow, but for the one that matters most.
HOLLOW, FILLED = "#fffdf9", "alone"
TICKS = (0, 25, 50, 75, 100)
ROW_HEIGHT = 72


def rows_to_draw(matrix):
    """Returns the rows that have something to show, most stuck people first."""
    return [row for row in matrix.most_stuck_first() if not row.is_untouched]


def percent_label(percent):
    """Returns "62%" as the active language writes it."""
    return _("{percent}%").format(percent=percent)


def percent_text(share):
    """Returns "62%", or why there is no number: no task yet, held back by an audit, or too few people."""
    if share.has_no_task:
        return _("no task yet")
    if share.is_held:
        return _("not shown")
    if share.is_hidden:
        return _("fewer than {smallest}").format(smallest=SMALLEST_GROUP)
    return percent_label(share.percent)


def share_text(share):
    """Returns "62% (193 of 312)", or that the group is too small to show."""
    if share.is_hidden:
        return percent_text(share)
    return _("{percent}% ({count} of {of})").format(percent=share.percent, count=share.count, of=share.of)


def figure(matrix, titles):
    """Returns the picture of the gaps: a line a skill, a mark a measure, a band from tried to alone.

    `titles` is {slug: title}. Each mark carries [slug, count, of, percent] as its custom data.
    """
    rows = rows_to_draw(matrix)
    marks = [_marks(name, rows, titles) for name in MEASURES]
    return go.Figure(data=[_bands(rows), *marks], layout=_layout(rows, titles))


def _bands(rows):
    """Returns the trace of who is stuck: from those who can do it alone to those who tried."""
    x, y = [], []
    for place, row in enumerate(rows):
        x += [row.alone.percent, row.tried.percent, None]
        y += [place, place, None]
    line = {"color": GAP_COLOR, "width": 12}
    return go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", meta="gap", name=_("Stuck"))


def _marks(name, rows, titles):
    shown = [
        (place, row, row.measures[name]) for place, row in enumerate(rows) if not row.measures[name].is_hidden
    ]
    style = MEASURES[name]
    label = str(style["label"])
    return go.Scatter(
        x=[share.percent for _place, _row, share in shown],
        y=[place for place, _row, _share in shown],
        mode="markers",
        name=label,
        meta=name,
        marker={
            "symbol": style["symbol"],
            "color": style["color"] if name == FILLED else HOLLOW,
            "size": 17,
            "line": {"width": 3.5, "color": style["color"]},
        },
        customdata=[[row.skill, share.count, share.of, share.percent] for _place, row, share in shown],
        text=[
            f"{titles.get(row.skill, row.skill)}<br>{label}: {share_text(share)}" for _, row, share in shown
        ],
        hovertemplate="%{text}<extra></extra>",
    )


def _layout(rows, titles):
    last = max(len(rows) - 1, 0)
    return go.Layout(
        template=go.layout.Template(),
        height=ROW_HEIGHT * len(rows) + 60,
        margin={"l": 8, "r": 8, "t": 40, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"size": 17},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        hoverlabel={"align": "left", "font": {"size": 17}},
        xaxis={
            "range": [-3, 103],
            "tickvals": TICKS,
            "ticktext": [percent_label(value) for value in TICKS],
            "side": "top",
            "fixedrange": True,
            "zeroline": False,
            "showgrid": True,
        },
        yaxis={"range": [last + 0.5, -0.8], "visible": False, "fixedrange": True},
        annotations=[note for place, row in enumerate(rows) for note in _notes(place, row, titles)],
    )


def _notes(place, row, titles):
    """Returns what stands above a skill's line: its title to the left, its gap in figures to the right."""
    common = {"y": place, "yshift": 25, "showarrow": False}
    title = titles.get(row.skill, row.skill)
    return [
        {**common, "x": -3, "xanchor": "left", "text": title, "font": {"weight": 700}},
        {**common, "x": 103, "xanchor": "right", "text": gap_text(row)},
    ]


def gap_text(row):
    """Returns "62% tried, 21% can do it alone", that nobody tried, or that there is nothing to try."""
    if row.tried.has_no_task:
        return _("no task yet")
    if not row.tried.count:
        return _("nobody has tried a task")
    return _("{tried} tried, {alone} can do it alone").format(
        tried=percent_text(row.tried), alone=percent_text(row.alone)
    )


def table(matrix, titles):
    """Returns the table under the picture, as `components/table.html` takes it: every skill and measure."""
    ordered = matrix.most_stuck_first()
    most_stuck = ordered[0].stuck.count
    return {
        "caption": _("Each skill: what people say, learned, tried and can do alone"),
        "corner": _("Skill"),
        "columns": [{"label": style["label"], "is_number": True} for style in MEASURES.values()],
        "rows": [
            {
                "header": titles.get(row.skill, row.skill),
                "cells": [{"value": share_text(share), "is_number": True} for share in row.measures.values()],
                "is_focus": bool(most_stuck) and row is ordered[0],
            }
            for row in ordered
        ],
    }
