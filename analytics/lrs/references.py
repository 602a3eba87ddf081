"""Statements that refer to statements: a filter finds who refers to what it finds (part 3, 2.1.4).

Who refers and what is meant may come in any order, also at once: the roll-ups look again for each statement
when both are surely there (analytics/rollups.py).
"""

from collections import defaultdict

from analytics.lrs.models import Reference, Statement


def resolve(statements) -> None:
    """Notes which of these statements refer to which, and who refers to them; each pair once.

    Costs one query where nothing refers to anything.
    """
    if not statements:
        return
    organisations = {statement.organisation_id for statement in statements}
    ids = {statement.statement_id for statement in statements}
    pairs = set()
    waiting = Statement.objects.filter(organisation_id__in=organisations, refers_to__in=ids)
    pairs |= _by_target(waiting, statements)
    referring = [statement for statement in statements if statement.refers_to]
    if referring:
        targets = Statement.objects.filter(
            organisation_id__in=organisations, statement_id__in={one.refers_to for one in referring}
        )
        pairs |= _by_target(referring, targets)
    if pairs:
        _write(pairs)


def _by_target(referring, targets):
    found = {(target.organisation_id, target.statement_id): target.pk for target in targets}
    rows = {}
    for one in referring:
        target = found.get((one.organisation_id, one.refers_to))
        if target and target != one.pk:
            rows[(one.pk, target)] = None
    return set(rows)


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
    stored = dict(Statement.objects.filter(pk__in={pair[0] for pair in whole}).values_list("pk", "stored"))
    Reference.objects.bulk_create(
        [
            Reference(statement_id=source, target_id=end, stored=stored[source])
            for source, end in sorted(whole)
        ],
        ignore_conflicts=True,
    )
