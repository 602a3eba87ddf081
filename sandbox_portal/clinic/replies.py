"""What the clinic will do later: written down with a due time, and done exactly once.

    @replies.handler("messages.answer")
    def answer(practice, reply):
        "Answers a message. `practice.now` is the moment at which the reply fell due."

    replies.schedule(practice=practice, kind="messages.answer", due=when, target=message.pk)
"""

from django.db import transaction

from sandbox_portal.clinic.models import ScheduledReply
from sandbox_portal.events import BadEvent
from sandbox_portal.practice import Practice

_handlers = {}


class UnknownReply(LookupError):
    """Nobody handles replies of this kind."""


def handler(kind):
    """Registers a function fn(practice, reply) for one kind of reply; refuses a second one for it.

    It runs in the transaction that claims the reply: when it raises, the reply stays undelivered. It should
    return without doing anything where the learner has meanwhile closed or cancelled what it was to answer.
    """

    def register(function):
        if kind in _handlers and _handlers[kind] is not function:
            raise ValueError(f"Two handlers are registered for {kind}.")
        _handlers[kind] = function
        return function

    return register


def kinds():
    """Returns the kinds of reply that are handled."""
    return frozenset(_handlers)


def schedule(*, practice, kind, due, target=None, facts=None):
    """Writes down a reply that falls due at `due` on the practice clock, and returns it.

    Raises UnknownReply for a kind that nobody handles. `facts` take numbers, yes or no, and slugs.
    """
    if kind not in _handlers:
        raise UnknownReply(f"No handler is registered for {kind!r}.")
    for name, value in (facts or {}).items():
        if isinstance(value, str) and (len(value) > 64 or " " in value):
            raise BadEvent(f"{kind}: {name} should be a slug or an id and is not")
    return ScheduledReply.objects.create(
        practice=practice, kind=kind, due=due, target=target, facts=facts or {}
    )


def cancel(*, practice, kind, target):
    """Takes back what was scheduled and not yet delivered; returns how many rows that were."""
    waiting = ScheduledReply.objects.for_practice(practice).waiting().filter(kind=kind, target=target)
    return waiting.order_by().delete()[0]


def deliver_due(*, practice):
    """Delivers what is due by the practice clock, in order, each at its own time; returns how many.

    A page view and a worker may do this at once: the practice's row is locked for each reply, and a reply is
    claimed and carried out in one transaction, so that a crash between the two leaves neither. A reply that
    schedules another which is due as well is followed at once. Costs one query where nothing is due.
    """
    delivered = 0
    while _is_anything_due(practice) and _deliver_next(practice):
        delivered += 1
    return delivered


def _is_anything_due(practice):
    return ScheduledReply.objects.for_practice(practice).waiting().due_by(practice.clock).exists()


@transaction.atomic
def _deliver_next(practice):
    """Delivers the earliest due reply. False where somebody else was quicker or the practice is gone."""
    fresh = Practice.objects.locked(practice.pk)
    if fresh is None:
        return False
    reply = ScheduledReply.objects.for_practice(fresh).waiting().due_by(fresh.clock).first()
    if reply is None or not ScheduledReply.objects.claim(reply):
        return False
    with fresh.at(reply.due):
        _handlers[reply.kind](fresh, reply)
    return True
