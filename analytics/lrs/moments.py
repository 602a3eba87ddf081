"""Keys that say when: a statement's key is the microsecond at which it was stored, and 12 random bits.

So keys insert in order, the order of keys is the order of storing, and a month is a range of keys, which is
what PostgreSQL's partitions are cut by. Reaches from 2020 to 2091.
"""

import secrets
from datetime import UTC, datetime, timedelta
from threading import Lock

from django.utils import timezone

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
EPOCH_MICROSECONDS = int(EPOCH.timestamp()) * 1_000_000
BITS = 12
_LEAST, _MOST = 0, 2**63 - 1
_MICROSECOND = timedelta(microseconds=1)
_lock = Lock()
_last = 0
# Two batches of this process within one clock tick, or while the clock stands still, follow one another.
_NEAR = 1_000_000


def new_key() -> int:
    """Returns a key for a statement stored now."""
    return new_keys(1)[0][0]


def new_keys(count, at=None):
    """Returns [(key, stored)] for statements stored one after the other, from `at` or now."""
    global _last
    begin = microseconds(at or timezone.now())
    with _lock:
        if 0 <= _last - begin < _NEAR:
            begin = _last + 1
        _last = begin + count - 1
    lane = secrets.randbits(BITS)
    first = EPOCH + begin * _MICROSECOND
    return [
        (key(begin + place, lane), first + place * _MICROSECOND if place else first)
        for place in range(count)
    ]


def first_key(moment) -> int:
    """Returns the least key of a statement stored at a moment or later."""
    return min(max(microseconds(moment) << BITS, _LEAST), _MOST)


def key_after(moment) -> int:
    """Returns the least key of a statement stored after a moment."""
    return min(max((microseconds(moment) + 1) << BITS, _LEAST), _MOST)


def stored_at(key: int) -> datetime:
    """Returns when the statement of a key was stored."""
    return EPOCH + (key >> BITS) * _MICROSECOND


def key(number: int, lane: int) -> int:
    """Returns the key of the microsecond of a number, in one of its lanes."""
    return (number << BITS) | lane


def microseconds(moment) -> int:
    """Returns the number of a moment's microsecond."""
    return (moment - EPOCH) // _MICROSECOND
