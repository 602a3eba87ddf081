"""A condition that is asked of each row in its order, so that a page ends as soon as it is full."""

from django.db.models import Exists


class EachExists(Exists):
    """EXISTS that PostgreSQL answers row by row, by an index, and never by joining all that may match.

    A page wants the first 50 of an index's order. Where the planner makes a join of an EXISTS, it may read
    everything that the inner question finds, which grows with the store; an OFFSET keeps it from that.
    """

    template = "EXISTS(%(subquery)s OFFSET 0)"
