"""Keeps in this process what was worked out from content, until any content changes (see freshness.py).

For what is the same for everybody under a key: nothing of a person may be made in `make`, and whatever it
depends on (organisation, language) stands in the key. What is given back is shared: nobody may change it. See
docs/adr/0201-kept-under-the-mark.md.
"""

import time
from collections import OrderedDict
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

from django.conf import settings
from django.db import connection

from lms.organisations.walls import scope
from lms.site import freshness

_all = []
_at_the_start = ContextVar("the mark when the request began", default=None)


class Keeper:
    """Values by key, `most` of them; those that were asked for longest ago go first."""

    def __init__(self, most):
        self._values, self._most, self._lock = OrderedDict(), most, Lock()
        _all.append(self)

    def under(self, key, make):
        """Returns what `make()` returns, worked out once for a key while no content changes; keeps no None.

        Nothing is kept, nor taken, inside a transaction, which may see what is not committed yet or no
        longer so; nor at the authors' desk, whose walls hide rows. Nor where content has changed since the
        request began: what it read until then may be the old one.
        """
        mark = _mark()
        if mark is None or _at_the_start.get() not in (None, mark):
            return make()
        value = self._get(key, mark)
        if value is None:
            value = make()
            if value is not None:
                self._put(key, mark, value)
        return value

    def clear(self):
        """Forgets everything."""
        with self._lock:
            self._values.clear()

    def _get(self, key, mark):
        with self._lock:
            kept_mark, until, value = self._values.get(key, (None, 0, None))
            if kept_mark != mark or until < time.monotonic():
                return None
            self._values.move_to_end(key)
            return value

    def _put(self, key, mark, value):
        with self._lock:
            self._values[key] = (mark, time.monotonic() + settings.READY_PAGE_SECONDS, value)
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)


@contextmanager
def one_request():
    """Notes the mark before a request reads any content."""
    before = _at_the_start.set(_mark())
    try:
        yield
    finally:
        _at_the_start.reset(before)


def clear():
    """Forgets everything that any keeper of this process keeps."""
    for keeper in _all:
        keeper.clear()


def _mark():
    return freshness.current() if _may_keep() else None


def _may_keep():
    return settings.READY_PAGE_SECONDS and scope.current() is None and _is_settled()


def _is_settled():
    return not connection.in_atomic_block
