"""A section's figure as a file of its own: SVG, and PNG drawn of the same shapes by Pillow (docs/adr/0191).

The shapes are told once, by `shapes`; both files show the percentages of the section's table.
"""

import io
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from analytics import charts, telling
from analytics.figures import COLORS
from lms import pdf
from lms.spreadsheets import printable

WIDTH = 960
_LEFT, _RIGHT, _INK, _RULE, _PAPER = 40, 920, "#1f2933", "#c9c2b4", "#ffffff"
_DASHES = ("", "12 6", "3 5", "12 5 3 5", "18 6")
_FONTS = Path(pdf.__file__).parent / "fonts"
_SCALE = 2  # pixels of the PNG for each unit
_MOST_ROWS = 60  # longer figures are no picture any more


class Text(NamedTuple):
    """Words with their left or right end at a point on their base line."""

    x: float
    y: float
    words: str
    size: int = 18
    is_bold: bool = False
    anchor: str = "start"


class Box(NamedTuple):
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    color: str


class Line(NamedTuple):
    """A straight line, whole or dashed."""

    x1: float
    y1: float
    x2: float
    y2: float
    color: str
    width: float = 1
    dash: str = ""


class Dot(NamedTuple):
    """A filled circle."""

    x: float
    y: float
    radius: float
    color: str


def shapes(section, *, source):
    """Returns (height, [shape, …]) of a section's figure. `source` says under it whose numbers they are."""
    drawn = [_fitting(_LEFT, 50, section.title, 26, True)]
    y = 84
    series = section.drawn
    if len(series) > 1:
        for place, (_series, name, _column) in enumerate(series):
            drawn += [*_key(section, place, y), _fitting(_LEFT + 62, y, name)]
            y += 26
    y, parts = (_bars if section.figure == "bars" else _lines)(section, series, y + 10)
    words = _("What people do in practice here. It is not what they do in your real portal.")
    drawn += [*parts, Text(_LEFT, y + 30, words, 15), _fitting(_LEFT, y + 52, source, 15)]
    return y + 76, drawn


def _fitting(x, y, words, size=18, is_bold=False):
    """Returns a Text that ends within the picture: words that are too long are cut short."""
    words = printable(words)
    font, room = _font(size, is_bold), _RIGHT - x
    if font.getlength(words) > room:
        while words and font.getlength(f"{words}…") > room:
            words = words[:-1]
        words = f"{words.rstrip()}…"
    return Text(x, y, words, size, is_bold)


def _key(section, place, y):
    """Returns what stands before a series' name: a piece of its line, or of its bar."""
    color = COLORS[place % 5]
    if section.figure != "bars":
        return [Line(_LEFT, y - 6, _LEFT + 52, y - 6, color, 3, _DASHES[place % 5])]
    return [Box(_LEFT, y - 14, 28, 14, color)]


def _bars(section, series, y):
    parts = []
    cells = {key: dict(zip(section.columns, values, strict=True)) for key, _label, values in section.lines}
    for number, (line, label) in enumerate(section.along[:_MOST_ROWS]):
        y += 30
        parts.append(_fitting(_LEFT, y, label, 18, True))
        for place, (key, _name, column) in enumerate(series):
            share = column[number]
            y += 24
            parts.append(Line(_LEFT, y - 6, 540, y - 6, _RULE))
            words = section.words(cells[line][key])
            if share:
                parts.append(Box(_LEFT, y - 14, 5 * section.place(share), 16, COLORS[place % 5]))
            parts.append(Text(556, y, words, 16))
    return y, parts


def _lines(section, series, y):
    top, bottom, left = y + 20, y + 340, _LEFT + 70
    labels = [label for _line, label in section.along]
    step = (_RIGHT - left) / max(len(labels) - 1, 1)

    def at(percent):
        return bottom - (bottom - top) * percent / 100

    parts = []
    for value in charts.TICKS:
        parts.append(Line(left, at(value), _RIGHT, at(value), _RULE))
        parts.append(Text(left - 12, at(value) + 6, section.tick(value), 16, anchor="end"))
    for place, (_series, _name, column) in enumerate(series):
        color = COLORS[place % 5]
        points = [
            (left + n * step, at(section.place(value))) if value else None for n, value in enumerate(column)
        ]
        for one, two in zip(points, points[1:], strict=False):
            if one and two:
                parts.append(Line(*one, *two, color, 3, _DASHES[place % 5]))
        parts += [Dot(*point, 6, color) for point in points if point]
    if section.figure == "stairs":
        numbers = [Text(left + n * step - 5, bottom + 26, f"{n + 1}", 16) for n in range(len(labels))]
        said = " · ".join(f"{n}. {label}" for n, label in enumerate(labels, start=1))
        return bottom + 58, [*parts, *numbers, _fitting(_LEFT, bottom + 54, said, 15)]
    parts.append(Text(left, bottom + 30, labels[0], 16))
    parts.append(Text(_RIGHT, bottom + 30, labels[-1], 16, anchor="end"))
    return bottom + 36, parts


def as_svg(section, *, source):
    """Returns (bytes, content type) of the SVG; its title and description say the figures in words."""
    height, drawn = shapes(section, source=source)
    root = ElementTree.Element(
        "svg", xmlns="http://www.w3.org/2000/svg", width=f"{WIDTH}", height=f"{height}",
        viewBox=f"0 0 {WIDTH} {height}", role="img",
    )  # fmt: skip
    ElementTree.SubElement(root, "title").text = printable(section.title)
    said = [f"{header}: {', '.join(cells)}" for header, *cells in section.rows]
    said = [*filter(None, [source, telling.seen(section)]), *said]
    ElementTree.SubElement(root, "desc").text = printable("; ".join(said))
    ElementTree.SubElement(root, "rect", width="100%", height="100%", fill=_PAPER)
    for shape in drawn:
        _svg_of(root, shape)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True), "image/svg+xml"


def _svg_of(root, shape):
    if isinstance(shape, Text):
        found = ElementTree.SubElement(root, "text", x=f"{shape.x:g}", y=f"{shape.y:g}", fill=_INK)
        found.attrib |= {"font-family": "Liberation Sans, Arial, sans-serif", "font-size": f"{shape.size}"}
        found.attrib |= {"font-weight": "bold"} if shape.is_bold else {}
        found.attrib |= {"text-anchor": "end"} if shape.anchor == "end" else {}
        found.text = shape.words
    elif isinstance(shape, Box):
        sides = {name: f"{getattr(shape, name):g}" for name in ("x", "y", "width", "height")}
        ElementTree.SubElement(root, "rect", fill=shape.color, **sides)
    elif isinstance(shape, Line):
        ends = {name: f"{getattr(shape, name):g}" for name in ("x1", "y1", "x2", "y2")}
        found = ElementTree.SubElement(root, "line", stroke=shape.color, **ends)
        found.attrib |= {"stroke-width": f"{shape.width:g}"}
        found.attrib |= {"stroke-dasharray": shape.dash} if shape.dash else {}
    else:
        ElementTree.SubElement(
            root, "circle", cx=f"{shape.x:g}", cy=f"{shape.y:g}", r=f"{shape.radius:g}", fill=shape.color
        )


def as_png(section, *, source):
    """Returns (bytes, content type) of the PNG: the shapes of the SVG at twice their size."""
    height, drawn = shapes(section, source=source)
    image = Image.new("RGB", (WIDTH * _SCALE, int(height) * _SCALE), _PAPER)
    draw = ImageDraw.Draw(image)
    for shape in drawn:
        _png_of(draw, shape)
    made = io.BytesIO()
    image.save(made, "PNG", optimize=True)
    return made.getvalue(), "image/png"


def _png_of(draw, shape):
    if isinstance(shape, Text):
        font = _font(shape.size * _SCALE, shape.is_bold)
        anchor = "rs" if shape.anchor == "end" else "ls"
        draw.text((shape.x * _SCALE, shape.y * _SCALE), shape.words, fill=_INK, font=font, anchor=anchor)
    elif isinstance(shape, Box):
        if shape.width:
            ends = (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
            draw.rectangle([end * _SCALE for end in ends], fill=shape.color)
    elif isinstance(shape, Line):
        for ends in _dashes(shape):
            draw.line([end * _SCALE for end in ends], fill=shape.color, width=int(shape.width * _SCALE))
    else:
        x, y, r = (part * _SCALE for part in shape[:3])
        draw.ellipse([x - r, y - r, x + r, y + r], fill=shape.color)


def _dashes(line):
    """Yields the pieces of a line, as SVG's stroke-dasharray would draw them."""
    length = ((line.x2 - line.x1) ** 2 + (line.y2 - line.y1) ** 2) ** 0.5
    pattern = [float(part) for part in line.dash.split()] or [length or 1]
    done, place = 0.0, 0
    while done < length:
        end = min(done + pattern[place % len(pattern)], length)
        if place % 2 == 0:
            dx, dy = (line.x2 - line.x1) / length, (line.y2 - line.y1) / length
            yield line.x1 + dx * done, line.y1 + dy * done, line.x1 + dx * end, line.y1 + dy * end
        done, place = end, place + 1


@cache
def _font(size, is_bold):
    name = "LiberationSans-Bold.ttf" if is_bold else "LiberationSans-Regular.ttf"
    return ImageFont.truetype(_FONTS / name, size)


WRITERS = {"svg": as_svg, "png": as_png}
