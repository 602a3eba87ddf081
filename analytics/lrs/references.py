"""Statements that refer to statements: a filter finds who refers to what it finds (part 3, 2.1.4).

Who refers and what is meant may come in any order, also at once: the roll-ups look again for each statement
when both are surely there (analytics/rollups.py).
"""

from collections import defaultdict

from analytics.lrs.models import Mention, Reference, TakenId


def resolve(statements) -> None:
    """Notes which of these Statements refer to which, and who refers to them; each pair once.

    Costs one query where nothing refers to anything, besides that of a QuerySet itself.
    """
    statements = list(statements)
    if not statements:
        return
    keys = {(one.organisation_id, one.statement_id): one.pk for one in statements}
    rows = Mention.objects.filter(
        organisation__in={key[0] for key in keys}, refers_to__in={key[1] for key in keys}
    )
    pairs = {
        (source, keys[(organisation, refers_to)])
        for organisation, refers_to, source in rows.values_list(
            "organisation_id", "refers_to", "statement_id"
        )
        if (organisation, refers_to) in keys
    }
    for organisation in {one.organisation_id for one in statements if one.refers_to}:
        referring = [one for one in statements if one.refers_to and one.organisation_id == organisation]
        wanted = {one.refers_to for one in referring}
        taken = TakenId.objects.filter(organisation=organisation, statement_id__in=wanted)
        found = dict(taken.values_list("statement_id", "key"))
        pairs |= {(one.pk, found[one.refers_to]) for one in referring if one.refers_to in found}
    pairs = {(source, target) for source, target in pairs if source != target}
    if pairs:
        _write(pairs)


def _write(pairs):
    """Writes the pairs and what follows from them: who refers to the referring one means the target too."""
    above, below = defaultdict(set), defaultdict(set)
    rows = Reference.objects.filter(target__in={pair[0] for pair in pairs})
    for statement, target in rows.values_list("statement_id", "target_id"):
        above[target].add(statement)
    rows = Reference.objects.filter(statement__in={pair[1] for pair in pairs})
    for statement, target in rows.values_list("statement_id", "target_id"):
        below[statement].add(target)
    whole = set()
    for statement, target in sorted(pairs):
        sources, ends = {statement} | above[statement], {target} | below[target]
        for source in sources:
            for end in ends - {source}:
                whole.add((source, end))
                above[end].add(source)
                below[source].add(end)
    Reference.objects.bulk_create(
        [Reference(statement_id=source, target_id=end) for source, end in sorted(whole)],
        ignore_conflicts=True,
    )
