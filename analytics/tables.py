"""One table of an insights page: its values for programs, the same in words for readers."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from analytics import charts
from analytics.metrics import SMALLEST_GROUP, Share
from analytics.metrics.skills import Gap


@dataclass(frozen=True)
class Told:
    """A value that has words of its own, such as a number with its sign."""

    value: Any
    text: str


@dataclass(frozen=True)
class Section:
    """One table with its heading and a sentence. Keys stay the same in every language.

    `columns` is {key: label}; `lines` are [(key, label, [value, …]), …]: a Share, a Gap, a Told, a number, or
    None where too few people are behind it. `figure` says how its shares are drawn: "bars", "lines" or not at
    all. Where `is_short`, shares are told without how many people they are.
    """

    key: str
    title: str
    text: str
    corner: str
    columns: dict
    lines: list
    is_short: bool = False
    figure: str = ""

    def words(self, value) -> str:
        """Returns a value as it stands in tables and files."""
        if value is None:
            return _("fewer than {smallest}").format(smallest=SMALLEST_GROUP)
        if isinstance(value, Share):
            return charts.percent_text(value) if self.is_short else charts.share_text(value)
        if isinstance(value, Gap):
            if value.has_no_task:
                return _("no task yet")
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
    def drawn(self) -> list:
        """Returns the columns that are drawn, as [(key, label, [Share or None a line]), …]."""
        if not self.figure:
            return []
        found = []
        for place, (key, label) in enumerate(self.columns.items()):
            column = [values[place] for _key, _label, values in self.lines]
            column = [value if isinstance(value, Share) and not value.is_hidden else None for value in column]
            if any(column):
                found.append((key, str(label), column))
        return found


def _plain(value):
    """Returns a value as JSON has it: null where too few people are behind it."""
    if isinstance(value, Share):
        why = {"why": "no-task" if value.has_no_task else "few"} if value.is_hidden else {}
        return {"percent": value.percent, "count": value.count, "of": value.of, **why}
    if isinstance(value, Gap):
        return {"points": value.points, "of": value.of}
    return value.value if isinstance(value, Told) else value
