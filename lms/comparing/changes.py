"""What the library changed in something that an organisation has adapted, change by change. Pure functions.

Three texts are laid over each other: the library's as it was (base), the library's as it is (theirs), and the
organisation's own (mine). A change is one block that the library rewrote, added or took out, or one field.
Taking it puts the library's block in the place of the organisation's; taking or leaving it moves the base
on, so that it is asked once.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256

from lms.comparing.data import mark


@dataclass(frozen=True)
class Change:
    """One change of the library's. Each text is a list of blocks, or a list with the field's one value."""

    field: str
    before: list
    now: list
    yours: list
    at: tuple  # (first, end) in the base, and the same in the organisation's own
    is_stream: bool

    @property
    def token(self):
        """Names the change; it is another one as soon as any of its three texts is."""
        said = mark([self.field, self.before, self.now, self.yours, list(self.at)])
        return sha256(said.encode()).hexdigest()[:20]

    @property
    def is_yours_too(self):
        """True where the organisation has changed the same place."""
        return mark(self.yours) != mark(self.before)


def between(base, theirs, mine):
    """Returns the Changes from base to theirs that the organisation's own does not have yet."""
    found = []
    for field, now in theirs.items():
        before = base.get(field)
        if mark(before) == mark(now):
            continue
        if isinstance(now, list):
            found += _in_blocks(field, before or [], now, mine.get(field) or [])
        elif mark(mine.get(field)) != mark(now):
            found.append(Change(field, [before], [now], [mine.get(field)], (0, 1, 0, 1), False))
    return found


def taken(change, value):
    """Returns the organisation's field with the change in it."""
    return _put(value, change.at[2:], change)


def settled(change, base):
    """Returns the base with the change in it: what has been decided is not asked again."""
    return base | {change.field: _put(base.get(change.field), change.at[:2], change)}


def _put(value, place, change):
    if not change.is_stream:
        return change.now[0]
    first, end = place
    value = value or []
    return [*value[:first], *change.now, *value[end:]]


def _in_blocks(field, before, now, mine):
    places = _places(before, mine)
    mine_marks = {mark(block) for block in mine}
    for first, end, now_first, now_end in _steps(before, now):
        old, new = before[first:end], now[now_first:now_end]
        if old:
            place = places[first]
        else:
            edge = places[first - 1][1] if first else 0
            place = (edge, edge)
        yours = mine[slice(*place)]
        has_it = [mark(one) for one in yours] == [mark(one) for one in new]
        if has_it or (not old and mark(new[0]) in mine_marks):
            continue
        yield Change(field, old, new, yours, (first, end, *place), True)


def _steps(before, now):
    """Yields (first, end, first now, end now), one block at a time; what was rewritten is paired."""
    for kind, first, end, now_first, now_end in _matched(before, now):
        if kind == "equal":
            continue
        for number in range(max(end - first, now_end - now_first)):
            yield (
                min(first + number, end),
                min(first + number + 1, end),
                min(now_first + number, now_end),
                min(now_first + number + 1, now_end),
            )


def _places(before, mine):
    """Returns for each block of the base its place in the organisation's own; empty where it is gone."""
    places = []
    for _kind, first, end, mine_first, mine_end in _matched(before, mine):
        for number in range(end - first):
            start = min(mine_first + number, mine_end)
            places.append((start, min(start + 1, mine_end)))
    return places


def _matched(one, other):
    marks = [mark(block) for block in one], [mark(block) for block in other]
    return SequenceMatcher(None, *marks, autojunk=False).get_opcodes()
