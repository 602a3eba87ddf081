"""Sums for the small drawings of a result: range bar and trend line. Units are those of the viewBox."""

from dataclasses import dataclass
from decimal import Decimal

from sandbox_portal.chart.model import ResultValue

BAR_WIDTH = 300
TREND_WIDTH, TREND_HEIGHT, TREND_EDGE = 320, 150, 34


@dataclass(frozen=True)
class Bar:
    """Where the usual range and the person's own number stand on a line from 0 to BAR_WIDTH."""

    start: int
    width: int
    mark: int


@dataclass(frozen=True)
class Point:
    x: int
    y: int
    value: str
    when: str
    label_y: int


@dataclass(frozen=True)
class Trend:
    points: tuple[Point, ...]

    @property
    def line(self) -> str:
        """The points as an SVG polyline wants them."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)


def bar(value: ResultValue) -> Bar | None:
    """The range bar of a number with a range; None where one of the two is missing."""
    number, low, high = value.value, value.low, value.high
    if number is None or (low is None and high is None):
        return None
    if low is None:
        first, last, low = Decimal(0), max(high * 2, number * Decimal("1.15")), Decimal(0)
    elif high is None:
        first, last = min(Decimal(0), number), max(low * 2, number * Decimal("1.15"))
        high = last
    else:
        room = (high - low) or Decimal(1)
        first, last = min(low - room, number - room / 4), max(high + room, number + room / 4)

    def place(at: Decimal) -> int:
        return round((at - first) / (last - first) * BAR_WIDTH) if last > first else 0

    start = place(low)
    return Bar(start, max(place(high) - start, 2), min(max(place(number), 6), BAR_WIDTH - 6))


def trend(values: tuple[ResultValue, ...], day) -> Trend | None:
    """The line through the numbers, evenly spaced; None for fewer than two. `day` writes a date."""
    if len(values) < 2:
        return None
    numbers = [value.value for value in values]
    low, high = min(numbers), max(numbers)
    room = (high - low) or Decimal(1)
    inner = TREND_HEIGHT - 2 * TREND_EDGE
    step = (TREND_WIDTH - 2 * TREND_EDGE) / (len(values) - 1)
    points = []
    for index, value in enumerate(values):
        y = round(TREND_EDGE + float((high - value.value) / room) * inner)
        x = round(TREND_EDGE + index * step)
        points.append(Point(x, y, plain(value.value), day(value.measured_at), y - 12))
    return Trend(tuple(points))


def plain(number: Decimal) -> str:
    """The number as the lab wrote it, without an exponent: 7.0 stays 7.0."""
    return f"{number:f}"
