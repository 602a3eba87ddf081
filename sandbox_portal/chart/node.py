"""A place in a resource that knows where it is, so that every fault can name its resource and element."""

import re
from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from sandbox_portal.chart.errors import BundleError
from sandbox_portal.chart.text import TRANSLATION_URL, Text

# FHIR's own date and dateTime: the year alone, or year and month, are allowed.
DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$")
KINDS = {str: "text", dict: "a group of elements { }", list: "a list [ ]", bool: "true or false"}


class Node:
    """One value of a resource. Reads return what was found, or an empty value and a fault in `faults`."""

    __slots__ = ("value", "resource", "path", "faults", "known")

    def __init__(self, value, resource: str, path: str, faults: list[BundleError], known: dict[str, dict]):
        self.value = value
        self.resource = resource
        self.path = path
        self.faults = faults
        self.known = known  # every reference that can be followed -> its resource

    def __bool__(self) -> bool:
        return self.value is not None

    def fault(self, message: str, element: str = "") -> None:
        """Notes that something is wrong here, or at the element below."""
        self.faults.append(BundleError(self.resource, self._under(element), message))

    def child(self, name: str) -> "Node":
        """The group of elements by that name; an empty node when there is none."""
        return self._node(self._typed(name, dict), name)

    def children(self, name: str) -> list["Node"]:
        """Each group in the list by that name."""
        found = []
        for index, item in enumerate(self._typed(name, list) or ()):
            place = f"{name}[{index}]"
            if isinstance(item, dict):
                found.append(self._node(item, place))
            else:
                self.fault(_should_be(dict, item), place)
        return found

    def first(self, name: str) -> "Node":
        """The first group in the list by that name; an empty node when there is none."""
        return next(iter(self.children(name)), self._node(None, f"{name}[0]"))

    def string(self, name: str, *, required: bool = False) -> str:
        return self._typed(name, str, required=required) or ""

    def strings(self, name: str) -> tuple[str, ...]:
        found = []
        for index, item in enumerate(self._typed(name, list) or ()):
            if isinstance(item, str):
                found.append(item)
            else:
                self.fault(_should_be(str, item), f"{name}[{index}]")
        return tuple(found)

    def flag(self, name: str) -> bool | None:
        return self._typed(name, bool)

    def number(self, name: str) -> Decimal | None:
        value = self._get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.fault(f"should be a number, not {_what(value)}", name)
            return None
        return Decimal(value)

    def whole(self, name: str) -> int | None:
        """A number without decimals, 0 or more."""
        number = self.number(name)
        if number is None:
            return None
        if number != number.to_integral_value() or number < 0:
            self.fault("should be a whole number, 0 or more", name)
            return None
        return int(number)

    def text(self, name: str, *, required: bool = False) -> Text:
        """The string with its translations, which stand in `_name` as FHIR's translation extension."""
        return Text(self.string(name, required=required), self._translations(self.child(f"_{name}")))

    def day(self, name: str, *, required: bool = False) -> date | None:
        moment = self.moment(name, required=required)
        return moment.date() if moment else None

    def moment(self, name: str, *, required: bool = False) -> datetime | None:
        """The time as the clinic's clock shows it: the offset written in the bundle is left out."""
        words = self.string(name, required=required)
        if not words:
            return None
        try:
            return timezone.make_aware(_clock_time(words), timezone.get_default_timezone())
        except ValueError:
            how = "Write it as 2026-11-09 or 2026-11-09T09:30:00-06:00"
            self.fault(f"“{words[:40]}” is no date. {how}", name)
            return None

    def concept(self, name: str, *, required: bool = False) -> Text:
        """The words of a CodeableConcept: its text, or else the first display."""
        return _concept_words(self.child(name), self, name, required)

    def concepts(self, name: str) -> list[Text]:
        """The words of each CodeableConcept in the list."""
        return [_concept_words(node, self, name, False) for node in self.children(name)]

    def codes(self, system: str = "") -> tuple[str, ...]:
        """Of a CodeableConcept: the codes from that system, or all."""
        codings = self.children("coding")
        return tuple(c.string("code") for c in codings if not system or c.string("system") == system)

    def reference(self, name: str, *, required: bool = False) -> str:
        """The "Type/id" that a Reference points at; "" when it points outside the bundle or is absent."""
        node = self.child(name)
        if not node:
            if required:
                self.fault("is missing", name)
            return ""
        return node.target()

    def target(self) -> str:
        """Of a Reference: the "Type/id" it points at, "" when that is outside the bundle by intent."""
        words = self.string("reference")
        found = self.known.get(words)
        if found is None and (not words or "?" in words or words.startswith(("#", "http:", "https:"))):
            return ""
        if found is None:
            self.fault(f"points at {words[:80]}, which is not in this bundle", "reference")
            return ""
        return f"{found['resourceType']}/{found['id']}"

    def extension(self, url: str) -> "Node":
        """The extension with that address; an empty node when there is none."""
        return next((e for e in self.children("extension") if e.string("url") == url), self._node(None, url))

    def _translations(self, extras: "Node") -> tuple[tuple[str, str], ...]:
        found = []
        for extension in extras.children("extension") if extras else ():
            if extension.string("url") != TRANSLATION_URL:
                continue
            parts = {part.string("url"): part for part in extension.children("extension")}
            if "lang" not in parts or "content" not in parts:
                extension.fault("a translation needs both “lang” and “content”")
                continue
            words = parts["content"].string("valueString") or parts["content"].string("valueMarkdown")
            found.append((parts["lang"].string("valueCode", required=True), words))
        return tuple(found)

    def _get(self, name: str):
        return self.value.get(name) if isinstance(self.value, dict) else None

    def _typed(self, name: str, kind: type, *, required: bool = False):
        value = self._get(name)
        if value is None:
            if required:
                self.fault("is missing", name)
            return None
        if not isinstance(value, kind):
            self.fault(_should_be(kind, value), name)
            return None
        return value

    def _node(self, value, name: str) -> "Node":
        return Node(value, self.resource, self._under(name), self.faults, self.known)

    def _under(self, name: str) -> str:
        return ".".join(part for part in (self.path, name) if part)


def _clock_time(words: str) -> datetime:
    if match := MOMENT.match(words):
        return datetime.fromisoformat(f"{match[1]}T{match[2]}")
    if match := DATE.match(words):
        return datetime.combine(date(int(match[1]), int(match[2] or 1), int(match[3] or 1)), time())
    raise ValueError(words)


def _concept_words(node: Node, parent: Node, name: str, required: bool) -> Text:
    words = node.text("text")
    if not words:
        words = node.first("coding").text("display")
    if required and not words:
        parent.fault("is missing: give it a text", name)
    return words


def _should_be(kind: type, value) -> str:
    return f"should be {KINDS[kind]}, not {_what(value)}"


def _what(value) -> str:
    if isinstance(value, bool):
        return KINDS[bool]
    if isinstance(value, int | Decimal):
        return "a number"
    return KINDS.get(type(value), "empty")
