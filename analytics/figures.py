"""A section's shares as figures: for Plotly, and as the server draws them on the page. Pure: no query.

Both draw `Section.drawn`, so that they show what the table under them says. The file that can be downloaded
is drawn by `drawing.py`.
"""

from dataclasses import dataclass

from plotly import graph_objects as go

from analytics import charts

# Series differ by colour, and by the shape of their mark or the pattern of their bar.
COLORS = ("#0c5c3a", "#b34700", "#0b5fa5", "#6a3d9a", "#8a5a00")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x")
PATTERNS = ("", "/", ".", "x", "-")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
BAR_HEIGHT = 30


def figure(section) -> go.Figure:
    """Returns the Plotly figure of a section. Each mark carries [its line's key, count, of] as data."""
    make = _bar if section.figure == "bars" else _line
    traces = [make(section, place, *series) for place, series in enumerate(section.drawn)]
    layout = _bars_layout if section.figure == "bars" else _lines_layout
    return go.Figure(data=traces, layout=layout(section))


def _labels(section):
    return [label for _key, label in section.along]


def _at(section, value):
    """Returns where a value stands, None where there is nothing to draw."""
    return None if value is None else section.place(value)


def _common(section, place, name, column):
    return {
        "name": name,
        "meta": f"s{place}",
        "customdata": [
            [key, getattr(value, "count", None), getattr(value, "of", None)]
            for (key, _label), value in zip(section.along, column, strict=True)
        ],
        "text": [
            f"{label}<br>{name}: {section.words(value)}" if value else ""
            for label, value in zip(_labels(section), column, strict=True)
        ],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }


def _bar(section, place, _key, name, column):
    return go.Bar(
        **_common(section, place, name, column),
        orientation="h",
        x=[_at(section, value) for value in column],
        y=list(range(len(column))),
        marker={"color": COLORS[place % 5], "pattern": {"shape": PATTERNS[place % 5]}},
    )


def _line(section, place, _key, name, column):
    common = _common(section, place, name, column)
    del common["textposition"]
    return go.Scatter(
        **common,
        mode="lines+markers",
        x=list(range(len(column))),
        y=[_at(section, value) for value in column],
        line={"color": COLORS[place % 5], "width": 3, "dash": DASHES[place % 5]},
        marker={"symbol": SYMBOLS[place % 5], "size": 12, "color": COLORS[place % 5]},
        connectgaps=False,
    )


def _base(height):
    return {
        "template": go.layout.Template(),
        "height": height,
        "margin": {"l": 8, "r": 16, "t": 40, "b": 40},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": 17},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"align": "left", "font": {"size": 17}},
    }


def _axis(section, **more):
    ticks = [section.tick(value) for value in charts.TICKS]
    return {"tickvals": charts.TICKS, "ticktext": ticks, "fixedrange": True, "zeroline": False, **more}


def _bars_layout(section):
    labels = _labels(section)
    series = len(section.drawn)
    return go.Layout(
        **_base(len(labels) * (series * BAR_HEIGHT + 22) + 90),
        barmode="group",
        xaxis=_axis(section, range=[0, 103], side="top"),
        yaxis={
            "range": [len(labels) - 0.5, -0.5],
            "tickvals": list(range(len(labels))),
            "ticktext": labels,
            "automargin": True,
            "fixedrange": True,
        },
    )


def _lines_layout(section):
    labels = _labels(section)
    # Of months every second one: there is no room for all.
    named = list(range(len(labels) - 1, -1, -2 if section.figure == "lines" else -1))[::-1]
    return go.Layout(
        **_base(420),
        xaxis={
            "range": [-0.5, len(labels) - 0.5],
            "tickvals": named,
            "ticktext": [labels[place] for place in named],
            "automargin": True,
            "fixedrange": True,
            "zeroline": False,
        },
        yaxis=_axis(section, range=[-3, 103], automargin=True),
    )


@dataclass(frozen=True)
class Drawn:
    """What `analytics/figure.html` draws on the page, without script. Places are percentages."""

    kind: str
    legend: list  # [(number, name), …]; empty with one series
    bars: list  # [(label, [(number, name, words, percent), …]), …]
    lines: list  # [(number, [(x1, y1, x2, y2), …], [(x, y, words), …]), …]
    ticks: list  # [(y, label), …]
    months: list  # [(x, label), …]: the first, the middle and the last
    steps: list  # [(x, number, label), …] of stairs


def draw(section) -> Drawn | None:
    """Returns what the server draws of a section, or None where there is nothing to draw."""
    series = section.drawn
    if not series:
        return None
    legend = [(place, name) for place, (_key, name, _column) in enumerate(series)]
    legend = legend if len(series) > 1 else []
    if section.figure != "bars":
        return _drawn_lines(section, series, legend)
    bars = []
    for number, label in enumerate(_labels(section)):
        shares = [(place, name, column[number]) for place, (_key, name, column) in enumerate(series)]
        words = [
            (place, name if legend else "", section.words(share), section.place(share))
            for place, name, share in shares
            if share
        ]
        bars.append((label, words))
    return Drawn("bars", legend, bars, [], [], [], [])


def _drawn_lines(section, series, legend):
    labels = _labels(section)
    x = [f"{5 + 90 * place / max(len(labels) - 1, 1):g}%" for place in range(len(labels))]
    lines = []
    for place, (_key, name, column) in enumerate(series):
        points = [(x[n], _y(section.place(value))) if value else None for n, value in enumerate(column)]
        parts = [(*one, *two) for one, two in zip(points, points[1:], strict=False) if one and two]
        marks = [
            (*point, f"{labels[n]}. {name}: {section.words(column[n])}")
            for n, point in enumerate(points)
            if point
        ]
        lines.append((place, parts, marks))
    ticks = [(_y(value), section.tick(value)) for value in charts.TICKS]
    if section.figure == "stairs":
        steps = [(x[n], n + 1, label) for n, label in enumerate(labels)]
        return Drawn("lines", legend, [], lines, ticks, [], steps)
    named = sorted({0, len(labels) // 2, len(labels) - 1})
    return Drawn("lines", legend, [], lines, ticks, [(x[n], labels[n]) for n in named], [])


def _y(percent):
    return f"{95 - 90 * percent / 100:g}%"
