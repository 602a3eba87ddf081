"""Small explicit state machines, with a row for every state that an item was in.

    MACHINE = Machine("draft", {"draft": {"sent"}, "sent": {"answered", "closed"}, "answered": {"closed"}})

    class MessageStatus(StatusRow):
        item = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="statuses")
        MACHINE = MACHINE
        PERSONAL_FIELDS = {}

    transitions.move(message, "sent", by="patient")

An item is a model with a `status` field, a `practice`, and such `statuses`.
Why not django-fsm-2: docs/adr/0020-state-machines.md.
"""

from django.db import models, transaction
from django.utils import timezone


class NotAllowed(Exception):
    """The item cannot go from where it is to where it was to go. `frm` and `to` are the two states."""

    def __init__(self, item, frm, to):
        self.item, self.frm, self.to = item, frm, to
        super().__init__(f"{type(item).__name__} {item.pk} cannot go from {frm!r} to {to!r}.")


class Immutable(TypeError):
    """A row that is written once was to be changed."""


class WrittenOnceQuerySet(models.QuerySet):
    """Refuses to change rows. They still go when their owner goes."""

    def update(self, **fields):
        raise Immutable(f"{self.model.__name__} rows are written once and never changed.")

    def bulk_update(self, *args, **kwargs):
        raise Immutable(f"{self.model.__name__} rows are written once and never changed.")


class WrittenOnce(models.Model):
    """A row that can be added and never changed."""

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Adds the row. Raises Immutable when it stands already."""
        if not self._state.adding:
            raise Immutable(f"{type(self).__name__} rows are written once and never changed.")
        super().save(*args, **kwargs)


class Machine:
    """The states of one kind of item, and from which to which it may go."""

    def __init__(self, start: str, ways: dict[str, set[str]]):
        self.start = start
        self.ways = {state: frozenset(targets) for state, targets in ways.items()}
        for targets in list(self.ways.values()):
            for state in targets:
                self.ways.setdefault(state, frozenset())
        if start not in self.ways:
            raise ValueError(f"The first state {start!r} is not among the states.")

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, the first one first."""
        return (self.start, *(state for state in self.ways if state != self.start))

    @property
    def ends(self) -> frozenset[str]:
        """The states from which nothing leads on."""
        return frozenset(state for state, targets in self.ways.items() if not targets)

    def can(self, frm: str, to: str) -> bool:
        """True where an item may go straight from one state to the other."""
        return to in self.ways.get(frm, ())

    def reachable(self) -> frozenset[str]:
        """Every state that can be reached from the first one, itself included."""
        found, waiting = set(), [self.start]
        while waiting:
            state = waiting.pop()
            if state not in found:
                found.add(state)
                waiting.extend(self.ways[state])
        return frozenset(found)


class StatusRow(WrittenOnce):
    """One state that an item entered: when on the practice clock, when in the real world, why and by whom.

    A subclass adds `item`, a ForeignKey with related_name="statuses", and MACHINE. `reason` and `by` are
    enumerations, never a person's own words.
    """

    status = models.CharField(max_length=32)
    at_sim = models.DateTimeField()
    at_real = models.DateTimeField(default=timezone.now)
    reason = models.SlugField(max_length=48, blank=True)
    by = models.SlugField(max_length=32)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self):
        return f"{self.status} at {self.at_sim:%Y-%m-%d %H:%M}"


@transaction.atomic
def move(item, to, *, by, reason=""):
    """Puts the item in a state and returns the status row that says so.

    The item's row is locked and read anew, so that of two at once the second is refused. Raises NotAllowed
    where the machine knows no way there.
    """
    rows = item.statuses
    machine = rows.model.MACHINE
    locked = type(item)._default_manager.select_for_update(no_key=True).filter(pk=item.pk)
    stored = locked.values_list("status", flat=True).get()
    if not machine.can(stored, to):
        raise NotAllowed(item, stored, to)
    item.status = to
    item.save(update_fields=["status"])
    return _write(item, to, by=by, reason=reason)


@transaction.atomic
def begin(item, *, by, reason=""):
    """Writes the first status row of an item that was just created in its machine's first state."""
    machine = item.statuses.model.MACHINE
    if item.status != machine.start:
        raise NotAllowed(item, "", item.status)
    return _write(item, machine.start, by=by, reason=reason)


def _write(item, status, *, by, reason):
    return item.statuses.create(status=status, at_sim=item.practice.now, by=by, reason=reason)
