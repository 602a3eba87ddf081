"""How many people show which pattern of a skill: the one table that the gaps and the skills are read from."""

from collections import Counter

from django.db.models import Case, Count, Max, Q, Sum, Value, When
from django.db.models.functions import ExtractMonth, ExtractYear

from analytics.metrics import kept, views
from analytics.metrics.sql import grouped
from analytics.metrics.views import SAYS_YES_FROM
from analytics.models import Standing

FLAGS = ("learned", "tried", "alone", "planned", "done")


def people(organisation, **view) -> int:
    """Returns how many people a view has. One query."""

    def count():
        seen = views.presences(organisation, **view)
        return seen.aggregate(people=Count("actor_name", distinct=True))["people"]

    return kept.of_view(organisation, "people", view, count)


def counted(organisation, **view):
    """Returns [[skill, said, learned, …, kept of, kept right, people], …] of a view. One query.

    `said` is 0 without an answer, odd for yes; the kept parts are 0 where nobody was asked again.
    """

    def count():
        return _fewer(grouped(_per_person(views.rows_of(Standing, organisation, **view)), 9))

    return kept.of_view(organisation, "patterns", view, count)


def _fewer(rows):
    """Returns rows of one pattern as one: of the last answer only whether it is yes, of kept the same.

    Without it a large group would have nearly as many rows as it has people.
    """
    found = Counter()
    for skill, said, *flags, kept_of, kept_right, people in rows:
        said = 2 + int(said) % 2 if said else 0
        right = int(kept_right * 3 >= kept_of * 2) * 3 if kept_of else 0
        found[skill, said, *map(int, flags), 3 if kept_of else 0, right] += int(people)
    return [[*row, people] for row, people in found.items()]


def _per_person(standings):
    """One row a person and skill. The last answer is the one with the greatest month; its last bit is yes."""
    number = (ExtractYear("month") * 12 + ExtractMonth("month")) * 2
    yes = Case(When(says__gte=SAYS_YES_FROM, then=Value(1)), default=Value(0))
    said = Case(When(says__isnull=False, then=number + yes), default=Value(0))
    flags = {name: Max(Case(When(Q(**{f"is_{name}": True}), then=1), default=0)) for name in FLAGS}
    per_person = standings.values("actor_name", "skill").annotate(
        said=Max(said), **flags, all_kept_of=Sum("kept_of"), all_kept_right=Sum("kept_right")
    )
    names = ("skill", "said", *FLAGS, "all_kept_of", "all_kept_right")
    return per_person.values_list(*names)
