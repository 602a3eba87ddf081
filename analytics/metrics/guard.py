"""Which cuts of an organisation's people may be shown, so that no two or three of them give away a few.

A reader may add and subtract what the pages show. So a cut is shown only if no sum or difference of up to
three shown cuts is a group of 1 to 9 people. One cut at a time is offered: path, language, window or class,
never two at once. See docs/adr/0163-nobody-is-exposed.md and 0190-pages-of-two-cuts.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.db.models import Case, Exists, F, Max, OuterRef, Subquery, Sum, Value, When

from analytics.metrics import kept
from analytics.metrics.sql import grouped
from analytics.metrics.views import SMALLEST_GROUP, Window
from analytics.models import Presence, Standing
from lms.skills import SLUGS

MONTHS_BACK = 12


@dataclass(frozen=True, order=True)
class Cut:
    """Some of an organisation's people.

    `kind`: all; months (the last so many) or before (as many before those); path; language; month (value as
    ISO date); class or slip (value as the key of the group, see groups.py), and joined, all of a class.
    """

    kind: str = "all"
    value: str = ""

    def window(self, today) -> Window | None:
        """Returns the cut's window, None for all time."""
        if self.kind == "months":
            return Window.of_last(int(self.value), today=today)
        if self.kind == "before":
            latest = Window.of_last(int(self.value), today=today)
            return Window(Window.of_last(2 * int(self.value), today=today).start, latest.start)
        if self.kind == "month":
            first = date.fromisoformat(self.value)
            return Window.of_last(1, today=first)
        return None

    def view(self, today) -> dict:
        """Returns window, path and language as the measures take them. A group has a view of its own."""
        return {
            "window": self.window(today),
            "path": self.value if self.kind == "path" else None,
            "language": self.value if self.kind == "language" else None,
        }

    @property
    def months(self) -> int:
        """Returns the bits of the months in a window: the lowest is the present one."""
        so_many = (1 << int(self.value)) - 1
        return so_many << int(self.value) if self.kind == "before" else so_many


EVERYBODY = Cut()
WINDOWS = (Cut("months", "12"), Cut("months", "3"), Cut("before", "3"))
_FILTERS = ("all", "months", "path", "language")  # the cuts of the reports
_ORDER = {"all": 0, "months": 1, "path": 2, "language": 3, "before": 4, "month": 5, "class": 6, "slip": 7}
_ORDER["joined"] = 8


def allowed(
    groups: Mapping[Cut, int], sizes: list[int], known: Mapping[Cut, int] | None = None
) -> frozenset[Cut]:
    """Returns the cuts that may be shown, audited one after the other in the given order.

    `groups` is {cut: bit mask of the atoms it holds}; `sizes` the people in each atom. Cuts of one path or
    language are disjoint, so their sums are held against every later cut too. `known` are people of a cut who
    are seen elsewhere: what is left of the cut without them is held back too.
    """
    large = sum(1 << place for place, size in enumerate(sizes) if size >= SMALLEST_GROUP)
    audit = _Audit(sizes, large)
    shown = set()
    for cut, mask in groups.items():
        if known and cut in known:
            audit.learn(known[cut])
        if audit.admits(mask):
            audit.add(cut.kind, mask)
            shown.add(cut)
    return frozenset(shown)


class _Audit:
    def __init__(self, sizes, large):
        self.sizes, self.large = sizes, large
        self.masks = []  # [(mask, people)], shown or known from what is shown
        self.sums = {}  # {kind: all of its cuts that are shown}

    def is_few(self, mask):
        """Says whether a group is 1 to 9 people."""
        if not mask or mask & self.large:
            return False
        total = 0
        while mask and total < SMALLEST_GROUP:
            low = mask & -mask
            total += self.sizes[low.bit_length() - 1]
            mask ^= low
        return total < SMALLEST_GROUP

    def admits(self, mask):
        """Says whether a group may be shown beside what is shown already."""
        return bool(mask) and not self.is_few(mask) and self._is_safe(mask)

    def add(self, kind, mask):
        """Takes a group among those that are shown, and its union with shown groups of its kind."""
        self.learn(mask)
        known = self.sums.get(kind, 0)
        if kind in ("path", "language") and known and known & mask == 0:
            self.learn(known | mask)
        self.sums[kind] = known | mask

    def learn(self, mask):
        """Takes a group among those that are known, whether it is shown or not."""
        self.masks.append((mask, people_in(mask, self.sizes)))

    def _is_safe(self, new):
        """Says whether nothing is told. Numbers of people come first: that leaves few to look at closely."""
        people = people_in(new, self.sizes)
        if any(_are_few(people - size) and self._tells_two(new, old) for old, size in self.masks):
            return False
        for (one, size), (other, more) in combinations(self.masks, 2):
            sums = (people + size - more, people - size + more, people - size - more)
            if any(map(_are_few, sums)) and self._tells_three(new, one, other):
                return False
        return True

    def _tells_two(self, one, other):
        """Says whether a difference of two is a small group: only where one lies within the other."""
        return (one & ~other == 0 and self.is_few(other & ~one)) or (
            other & ~one == 0 and self.is_few(one & ~other)
        )

    def _tells_three(self, a, b, c):
        """Says whether a + b − c, for any order of the three, or a − b − c is a small group."""
        return (
            self._plus_minus(a, b, c)
            or self._plus_minus(a, c, b)
            or self._plus_minus(b, c, a)
            or self._minus_minus(a, b, c)
            or self._minus_minus(b, a, c)
            or self._minus_minus(c, a, b)
        )

    def _plus_minus(self, a, b, c):
        if a & b & ~c or c & ~(a | b):
            return False  # some people would count twice, or less than once: no group
        return self.is_few((a ^ b) & ~c | a & b & c)

    def _minus_minus(self, a, b, c):
        if b & c or (b | c) & ~a:
            return False
        return self.is_few(a & ~b & ~c)


def _are_few(difference):
    return 0 < abs(difference) < SMALLEST_GROUP


def cuts(organisation, *, today) -> tuple[dict[Cut, int], frozenset[Cut]]:
    """Returns ({each cut there is: how many people}, those that may be shown). One query of the presences."""
    parts = (months_back(today)[0],)
    return unpacked(kept.figure(organisation, "cuts", parts, lambda: _cuts(organisation, today)))


def _cuts(organisation, today):
    rows = atoms(organisation, today)
    sizes = [size for *_who, size in rows]
    groups = in_order(groups_of(rows, today), sizes)
    people = {cut: people_in(mask, sizes) for cut, mask in groups.items()}
    return packed(people, allowed(groups, sizes))


def packed(people, shown) -> list:
    """Returns audited cuts as JSON has them: [(kind, value, people, whether it may be shown), …]."""
    return [(cut.kind, cut.value, count, cut in shown) for cut, count in people.items()]


def unpacked(rows) -> tuple[dict[Cut, int], frozenset[Cut]]:
    """Returns ({cut: people}, those that may be shown) again."""
    found = {Cut(kind, value): (count, is_shown) for kind, value, count, is_shown in rows}
    people = {cut: count for cut, (count, _is_shown) in found.items()}
    return people, frozenset(cut for cut, (_count, is_shown) in found.items() if is_shown)


def answers(organisation, *, today) -> dict[str, frozenset[Cut]]:
    """Returns {skill: the cuts in which it may be shown what people say}. One query of the standings.

    Who answered a question is a smaller group than who was there, so it has an audit of its own.
    """
    said = Standing.objects.for_organisation(organisation).filter(says__isnull=False)
    found = _shown_of(organisation, said, "skill", _ORDER, today)
    return {skill: found.get(skill, frozenset()) for skill in SLUGS}


def activities_told(organisation, traces, kind, *, view, today) -> frozenset[str]:
    """Returns the activities whose people may be counted in a view of the reports. One query of the traces.

    `traces` are those of one `kind`.

    Who began an activity is a smaller group than who was there: each activity has an audit of its own.
    """
    view = EVERYBODY.view(today) | view
    found = _shown_of(organisation, traces, "activity", _FILTERS, today, kind)
    return frozenset(
        activity for activity, shown in found.items() if any(cut.view(today) == view for cut in shown)
    )


def _shown_of(organisation, rows, name, kinds, today, of=""):
    """Returns {value of a column: the cuts of its people that may be shown}; `of` says which rows."""

    def count():
        found = _people_behind(organisation, rows, name, today)
        return {
            value: [(cut.kind, cut.value) for cut in _allowed_of(people, kinds, today)]
            for value, people in found.items()
        }

    told = kept.figure(organisation, "shown", (name, of, months_back(today)[0]), count)
    return {value: frozenset(Cut(*cut) for cut in cuts) for value, cuts in told.items()}


def _people_behind(organisation, rows, name, today):
    """Returns {value of a column: [(path, language, bits of months, people)]} of the people behind rows."""
    last = Presence.objects.for_organisation(organisation).filter(actor_name=OuterRef("actor_name"))
    last = last.order_by(F("told_at").desc(nulls_last=True))
    per_person = rows.values("actor_name", name).annotate(
        path_told=Subquery(last.values("path")[:1]),
        language_told=Subquery(last.values("language")[:1]),
        bits=Sum(_month_bits(today)),
    )
    found = {}
    for value, *who in grouped(per_person.values_list(name, "path_told", "language_told", "bits"), 4):
        found.setdefault(value, []).append(who)
    return found


def _allowed_of(rows, kinds, today):
    """Returns the cuts of these kinds that may be shown of a group of people, by itself."""
    sizes = [size for *_who, size in rows]
    groups = {cut: mask for cut, mask in groups_of(rows, today).items() if cut.kind in kinds}
    return allowed(in_order(groups, sizes), sizes)


def in_order(groups: Mapping[Cut, int], sizes) -> dict[Cut, int]:
    """Returns the groups as they are audited: by kind, from large to small."""
    people = {cut: people_in(mask, sizes) for cut, mask in groups.items()}
    order = sorted(groups, key=lambda cut: (_ORDER[cut.kind], -people[cut], cut.value))
    return {cut: groups[cut] for cut in order}


def people_in(mask, sizes) -> int:
    """Returns how many people are in the atoms of a mask."""
    return sum(size for place, size in enumerate(sizes) if mask >> place & 1)


def months_back(today) -> list[date]:
    """Returns the first days of the last 12 months, the present one first."""
    number = today.year * 12 + today.month - 1
    return [date((number - back) // 12, (number - back) % 12 + 1, 1) for back in range(MONTHS_BACK)]


def atoms(organisation, today):
    """Returns [(path, language, bits of the last 12 months, people)]: who cannot be told apart by any cut."""
    return grouped(each_person(organisation, today).values_list("path_told", "language_told", "bits"), 3)


def each_person(organisation, today):
    """Returns the query of each person's path, language and months: `path_told`, `language_told`, `bits`."""
    seen = Presence.objects.for_organisation(organisation)
    later = seen.filter(actor_name=OuterRef("actor_name"), told_at__gt=OuterRef("told_at"))
    is_last = ~Exists(later)  # paths and languages are those told last, as in the measures
    return seen.values("actor_name").annotate(
        path_told=Max(Case(When(is_last, then=F("path")), default=Value(""))),
        language_told=Max(Case(When(is_last, then=F("language")), default=Value(""))),
        bits=Sum(_month_bits(today)),
    )


def _month_bits(today):
    whens = (When(month=month, then=Value(1 << n)) for n, month in enumerate(months_back(today)))
    return Case(*whens, default=0)


def groups_of(rows: Iterable, today) -> dict[Cut, int]:
    """Returns {cut: bit mask of its atoms} of [(path, language, bits, people)]."""
    groups = {EVERYBODY: 0}
    months = months_back(today)
    for place, (path, language, bits, _people) in enumerate(rows):
        mine = [EVERYBODY]
        mine += [cut for cut in WINDOWS if bits & cut.months]
        mine += [Cut("path", path)] if path else []
        mine += [Cut("language", language)] if language else []
        mine += [Cut("month", month.isoformat()) for n, month in enumerate(months) if bits >> n & 1]
        for cut in mine:
            groups[cut] = groups.get(cut, 0) | 1 << place
    return groups
