"""Dying before a write, and going on from what the database still has."""

import copy
import functools
import inspect
import re
import sys
from contextlib import contextmanager

from django.db import OperationalError, connection, models, transaction

from sandbox_portal.practice import Practice
from tests.sandbox_portal.scenarios import playing, plays

WRITES = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"(\w+)"', re.IGNORECASE)
PLAYS = f"{plays.__name__}."


class Killed(BaseException):
    """The process is gone: nothing that catches ordinary errors may catch it."""


def lost():
    return OperationalError("server closed the connection unexpectedly")


class Death:
    """Lets so many writes pass and dies before the next one, once. `tables` are those it saw written."""

    def __init__(self, left, make=Killed):
        self.left, self.make, self.seen, self.has_died, self.tables = left, make, 0, False, set()

    def __call__(self, execute, sql, params, many, context):
        found = None if self.has_died else WRITES.match(sql)
        if found:
            if self.seen == self.left:
                self.has_died = True
                raise self.make()
            self.seen += 1
            self.tables.add(found.group(1))
        return execute(sql, params, many, context)


class HalfDone(AssertionError):
    """An act that died left something behind."""


class Ghost:
    """Dies in every act of a play before each of its writes, and lets the act be sent again.

    An act is a call from a play, or from the Player, into the portal. After each death the tables it wrote
    have to stand as they stood before it. `deaths` counts them.
    """

    def __init__(self):
        self.deaths, self.is_inside = 0, False

    @contextmanager
    def away(self):
        """Haunts nothing for a while."""
        self.is_inside, before = True, self.is_inside
        try:
            yield
        finally:
            self.is_inside = before

    def haunt(self, monkeypatch, *, but=()):
        """Stands between the plays and the portal's own functions, those named in `but` apart."""
        for module in _modules():
            for name, function in vars(module).items():
                is_own = inspect.isfunction(function) and function.__module__ == module.__name__
                if is_own and not name.startswith("_") and name not in but:
                    monkeypatch.setattr(module, name, self.haunted(function))
        monkeypatch.setattr(Practice, "log", self.haunted(Practice.log))

    def haunted(self, function):
        """The same act, which dies before each of its writes and is sent again."""

        @functools.wraps(function)
        def act(*args, **kwargs):
            if self.is_inside:
                return function(*args, **kwargs)
            self.is_inside = True
            try:
                while self._dies(function, args, kwargs):
                    self.deaths += 1
                return function(*args, **kwargs)
            finally:
                self.is_inside, self.left = False, 0

        return act

    left = 0

    def _dies(self, function, args, kwargs):
        """Dies one write later than the last time; False once the act has no more writes. Leaves no trace."""
        death = Death(self.left)
        with undone():
            try:
                with connection.execute_wrapper(death):
                    function(*map(_again, args), **{name: _again(value) for name, value in kwargs.items()})
            except Killed:
                transaction.set_rollback(False)
            except Exception:  # a refusal is the act's answer; it comes once more when it is done for good
                return False
            left_behind = contents(death.tables) if death.has_died else {}
        if death.has_died and left_behind != contents(death.tables):
            raise HalfDone(f"{function.__module__}.{function.__name__} before its write {self.left + 1}")
        self.left += 1
        return death.has_died


def _modules():
    """The portal's modules that the plays and the Player call."""
    callers = [playing, *(module for name, module in sys.modules.items() if name.startswith(PLAYS))]
    found = {value for caller in callers for value in vars(caller).values() if inspect.ismodule(value)}
    return [module for module in found if module.__name__.startswith("sandbox_portal.")]


def _again(value):
    """The thing as the next request would have it: not what a dead process had changed of it in memory."""
    if not isinstance(value, models.Model):
        return value
    twin = copy.copy(value)
    near = twin._state.fields_cache
    for name, other in near.items():
        near[name] = copy.copy(other) if isinstance(other, models.Model) else other
    return twin


@contextmanager
def undone():
    """Takes back all that is written in it."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.set_rollback(False)  # what broke off inside is undone here, and the test goes on
        transaction.savepoint_rollback(point)


def contents(tables):
    """Every row of some tables."""
    found = {}
    for table in sorted(tables):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found
