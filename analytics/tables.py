"""One table of an insights page: its values for programs, the same in words for readers."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from analytics import charts
from analytics.metrics import SMALLEST_GROUP, Share
from analytics.metrics.skills import Gap

MOST_STAIRS = 5  # more lines would lie over each other


@dataclass(frozen=True)
class Told:
    """A value with words of its own, such as a number with its sign; `size` is how it is drawn, if it is."""

    value: Any
    text: str
    size: int | None = None


@dataclass(frozen=True)
class Section:
    """One table with its heading and a sentence. Keys stay the same in every language.

    `columns` is {key: label}; `lines` are [(key, label, [value, …]), …]: a Share, a Gap, a Told, a number, or
    None where too few people are behind it. Where `is_short`, shares are told without how many people they
    are. `links` are {key of a line: (parameter, value) of the page that is about it}.

    `figure` says how it is drawn: "bars" (a group a line), "lines" (along its lines, one a column), "stairs"
    (along its columns, one each of its first lines) or not at all. Shares are drawn in percent; with a `top`
    the axis goes from 0 to it, in plain numbers.
    """

    key: str
    title: str
    text: str
    corner: str
    columns: dict
    lines: list
    is_short: bool = False
    figure: str = ""
    top: int = 0
    links: dict = field(default_factory=dict)

    def words(self, value) -> str:
        """Returns a value as it stands in tables and files."""
        if value is None:
            return _("fewer than {smallest}").format(smallest=SMALLEST_GROUP)
        if isinstance(value, Share):
            return charts.percent_text(value) if self.is_short else charts.share_text(value)
        if isinstance(value, Gap):
            if value.has_no_task:
                return _("no task yet")
            if value.is_held:
                return _("not shown")
            return _("too few") if value.of is None else f"{value.points:+d}"
        return value.text if isinstance(value, Told) else f"{value:g}"

    @property
    def rows(self) -> list:
        """Returns [[header, cell, …], …] as texts."""
        return [[str(label), *map(self.words, values)] for _key, label, values in self.lines]

    @property
    def table(self) -> dict:
        """Returns the section as `components/table.html` takes it."""
        return {
            "caption": self.title,
            "corner": self.corner,
            "columns": [{"label": label, "is_number": True} for label in self.columns.values()],
            "rows": [
                {"header": header, "cells": [{"value": cell, "is_number": True} for cell in cells]}
                for header, *cells in self.rows
            ],
        }

    @property
    def records(self) -> list:
        """Returns the section as the lines of a file, the first one its head."""
        return [[self.corner, *map(str, self.columns.values())], *self.rows]

    @property
    def data(self) -> dict:
        """Returns the section for programs, with keys in the place of labels where they are told apart."""
        return {
            "key": self.key,
            "title": str(self.title),
            "note": str(self.text),
            "columns": [{"key": key, "label": str(label)} for key, label in self.columns.items()],
            "rows": [
                {
                    "key": key,
                    "label": str(label),
                    "values": dict(zip(self.columns, map(_plain, values), strict=True)),
                }
                for key, label, values in self.lines
            ],
        }

    @property
    def along(self) -> list:
        """Returns what its figure goes along, as [(key, label), …]: its lines, or its columns."""
        if self.figure == "stairs":
            return [self._columns[place] for place in self._drawn_columns]
        return [(key, str(label)) for key, label, _values in self._drawn_lines]

    @property
    def drawn(self) -> list:
        """Returns the series that are drawn, as [(key, label, [value or None, as long as `along`]), …]."""
        if not self.figure:
            return []
        places = self._drawn_columns
        if self.figure == "stairs":
            rows = [
                (key, str(label), [_if_drawn(values[n]) for n in places])
                for key, label, values in self._drawn_lines
            ]
            return [row for row in rows if any(row[2])][:MOST_STAIRS]
        lines = [values for _key, _label, values in self._drawn_lines]
        return [(*self._columns[n], [_if_drawn(values[n]) for values in lines]) for n in places]

    @property
    def _columns(self):
        return [(key, str(label)) for key, label in self.columns.items()]

    @property
    def _drawn_columns(self):
        """Returns the numbers of the columns that have something to draw."""
        columns = range(len(self.columns))
        return [n for n in columns if any(_if_drawn(values[n]) for _key, _label, values in self.lines)]

    @property
    def _drawn_lines(self):
        """Returns the lines that are drawn: of bars not those that are nothing but numbers in words."""
        if self.figure != "bars":
            return self.lines
        places = self._drawn_columns
        return [line for line in self.lines if not all(_is_wordy(line[2][n]) for n in places)]

    def place(self, value) -> float:
        """Returns where a drawn value stands on the figure's axis, from 0 to 100."""
        return value.percent if isinstance(value, Share) else 100 * value.size / (self.top or 100)

    def tick(self, place) -> str:
        """Returns what stands at a place of the axis, from 0 to 100."""
        return f"{self.top * place / 100:g}" if self.top else charts.percent_label(place)


def _if_drawn(value):
    """Returns a value where it is drawn, else None."""
    if isinstance(value, Share):
        return None if value.is_hidden else value
    return value if isinstance(value, Told) and value.size is not None else None


def _is_wordy(value):
    return not isinstance(value, Share) and value is not None and _if_drawn(value) is None


def _plain(value):
    """Returns a value as JSON has it: null where too few people are behind it."""
    if isinstance(value, Share):
        why = {"why": "no-task" if value.has_no_task else "few"} if value.is_hidden else {}
        return {"percent": value.percent, "count": value.count, "of": value.of, **why}
    if isinstance(value, Gap):
        return {"points": value.points, "of": value.of}
    return value.value if isinstance(value, Told) else value
