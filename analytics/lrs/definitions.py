"""What an activity is, by all that an organisation's statements say of it (part 2, 2.4.4.1; part 3, 2.5)."""

import json
from time import monotonic

from django.db import transaction

from analytics.lrs.keys import activity_key
from analytics.lrs.models import ActivityDefinition

_MAPS = ("name", "description", "extensions")
# What this process learned lately, {key: (until by the monotonic clock, text as it was said)}: the same words
# again teach nothing and cost no query.
_lately = {}
_SECONDS, _MOST_KNOWN = 60, 5000


def learn(batch, organisation_id) -> None:
    """Merges the definitions in a batch into what is known. One query where all is known already."""
    said = {}
    for incoming in batch:
        for iri, definition in incoming.definitions():
            said[iri] = merged(said.get(iri, {}), definition)
    if not said:
        return
    keys = {activity_key(organisation_id, iri): iri for iri in said}
    keys = {key: iri for key, iri in keys.items() if not _is_known(key, _text(said[iri]))}
    if not keys:
        return
    _teach(keys, said, organisation_id)
    words = {key: _text(said[iri]) for key, iri in keys.items()}
    transaction.on_commit(lambda: _remember(words))


def learn_unknown(batches) -> None:
    """Learns of activities that nothing is known about yet, from {organisation's key: batch}. One query.

    For what `learn` missed because its process ended; it says nothing anew of what is known.
    """
    said = {}
    for organisation_id, batch in batches.items():
        for incoming in batch:
            for iri, definition in incoming.definitions():
                key = activity_key(organisation_id, iri)
                if not _is_known(key, None):
                    said[key] = (organisation_id, iri, merged(said.get(key, (0, "", {}))[2], definition))
    if not said:
        return
    known = set(ActivityDefinition.objects.filter(key__in=said).values_list("key", flat=True))
    ActivityDefinition.objects.bulk_create(
        [
            ActivityDefinition(key=key, organisation_id=owner, iri=iri, definition=_text(definition))
            for key, (owner, iri, definition) in sorted(said.items())
            if key not in known
        ],
        ignore_conflicts=True,
    )
    _remember(dict.fromkeys(said, ""))


def forget() -> None:
    """Has this process look up every definition anew."""
    _lately.clear()


def _is_known(key, text):
    """Says whether exactly this was learned lately, or (with None) anything."""
    until, known = _lately.get(key, (0, ""))
    return until > monotonic() and text in (None, known)


def _remember(words):
    if len(_lately) > _MOST_KNOWN:
        _lately.clear()
    _lately.update({key: (monotonic() + _SECONDS, text) for key, text in words.items()})


@transaction.atomic
def _teach(keys, said, organisation_id):
    known = {row.key: row for row in ActivityDefinition.objects.filter(key__in=keys)}
    _add([(key, iri, said[iri]) for key, iri in sorted(keys.items()) if key not in known], organisation_id)
    changed = [
        key
        for key, row in known.items()
        if _text(merged(json.loads(row.definition), said[row.iri])) != row.definition
    ]
    if changed:
        rows = ActivityDefinition.objects.filter(key__in=changed).order_by("key").select_for_update()
        rows = list(rows)
        for row in rows:
            row.definition = _with(row, said)
        ActivityDefinition.objects.bulk_update(rows, ["definition"])


def canonical(organisation_id: int, iri: str) -> dict:
    """Returns the activity as this store knows it; one that nobody defined has its id alone."""
    return canonicals(organisation_id, [iri])[iri]


def canonicals(organisation_id: int, iris) -> dict[str, dict]:
    """Returns {iri: activity} for several activities. One query."""
    keys = {activity_key(organisation_id, iri): iri for iri in iris}
    found = {iri: {"objectType": "Activity", "id": iri} for iri in keys.values()}
    for row in ActivityDefinition.objects.filter(key__in=keys):
        found[row.iri]["definition"] = json.loads(row.definition)
    return found


def merged(known: dict, said: dict) -> dict:
    """Returns a definition with what is said set anew: languages and extensions one by one, else whole."""
    result = {**known, **said}
    for name in _MAPS:
        if name in known and name in said:
            result[name] = {**known[name], **said[name]}
    return result


def _add(rows, organisation_id):
    ActivityDefinition.objects.bulk_create(
        [
            ActivityDefinition(
                key=key, organisation_id=organisation_id, iri=iri, definition=_text(definition)
            )
            for key, iri, definition in rows
        ],
        ignore_conflicts=True,
    )


def _with(row, said):
    return _text(merged(json.loads(row.definition), said[row.iri]))


def _text(definition):
    return json.dumps(definition, sort_keys=True)
