"""Very many statements of the product's own in short time, for made-up people: docs/adr/0236.

A `Pattern` is one statement as the recorder builds it, with blanks for its id, the account and the moment.
All rows of a batch go into the same tables as those of `writing.py`, the inbox too, so that the roll-ups read
them like any other. On PostgreSQL by COPY.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction

from analytics.lrs import definitions, sqlite, store, writing
from analytics.lrs.incoming import Incoming
from analytics.lrs.keys import agent_key, pair_key, verb_key
from analytics.lrs.rows import COLUMNS, IdsTaken, Row, values_of
from analytics.lrs.validation.strict import dumps
from analytics.xapi import actors, statements, tincan_guard

BLANK_NAME = "0" * 31 + "a"
_BLANK_MOMENT = datetime(2001, 2, 3, 4, 5, 6, 789000, tzinfo=UTC)
_BLANK_STORED = datetime(2001, 2, 3, 4, 5, 7, 123456, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Said:
    """That an account said what a pattern says, at a moment. Names and ids are 32 hexadecimal digits."""

    pattern: "Pattern"
    statement_id: str
    actor_name: str
    at: datetime


class Pattern:
    """One statement with blanks: text, columns and links."""

    def __init__(self, organisation, verb, facts):
        """Takes `xapi.statements.Facts` of which account and moment are blank: see `blank`."""
        document = tincan_guard.document(statements.build(verb, facts))
        self.incoming = Incoming(dumps(document), document)
        authority = store.own_authority()
        self.row = store.Batch(organisation.pk, None, authority, "1.0.3").row(self.incoming)
        self.row.place(0, _BLANK_STORED)
        blanks = [document["id"], document["timestamp"], _text(_BLANK_STORED), BLANK_NAME]
        self.parts = _split(self.row.raw, blanks)
        self.verb = verb_key(organisation.pk, document["verb"]["id"]).hex
        mine = agent_key(organisation.pk, document["actor"]).hex
        mine = (mine, pair_key(mine, self.verb))
        links = self.incoming.links(organisation.pk, authority)
        self.links = [(key, is_direct) for key, is_direct in links.items() if key not in mine]

    def text(self, said, stored):
        """Returns the statement's text: [id, moment, stored, account] are the four blanks."""
        key = said.statement_id
        dashed = f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"
        values = (dashed, _text(said.at), _text(stored), said.actor_name)
        return "".join([part if type(part) is str else values[part] for part in self.parts])


def blank():
    """Returns what stands for the account and the moment in the facts of a pattern."""
    return {"actor_name": BLANK_NAME, "timestamp": _BLANK_MOMENT}


def write(organisation, batch):
    """Stores a batch of Said, all or nothing; returns how many. None twice: what is here already stays.

    A batch of which any statement is here already is taken to be here as a whole, and 0 returned.
    """
    new = {id(said.pattern): said.pattern.incoming for said in batch}
    try:
        with transaction.atomic():
            places = writing.keys_from(writing.begin(), len(batch))
            rows = [_row(said, *place) for said, place in zip(batch, places, strict=True)]
            links = _links(organisation, batch, rows)
            _copy(rows, links) if connection.vendor == "postgresql" else sqlite.write(rows, links)
    except IdsTaken:
        return 0
    definitions.learn(list(new.values()), organisation.pk)
    return len(batch)


def _row(said, key, stored):
    blank = said.pattern.row
    return Row(
        key, said.statement_id, blank.organisation_id, None, said.actor_name, blank.verb, blank.activity,
        blank.skill, blank.registration, None, False, said.at, stored, said.pattern.text(said, stored),
    )  # fmt: skip


def _links(organisation, batch, rows):
    mine = {}
    for said in batch:
        if said.actor_name not in mine:
            actor = actors.for_name(said.actor_name).as_version("1.0.3")
            mine[said.actor_name] = agent_key(organisation.pk, actor).hex
    links = []
    for said, row in zip(batch, rows, strict=True):
        own = mine[said.actor_name]
        links += [(own, row.id, True), (pair_key(own, said.pattern.verb), row.id, True)]
        links += [(key, row.id, is_direct) for key, is_direct in said.pattern.links]
    return links


def _copy(rows, links):
    taken = sorted((row.organisation_id, row.statement_id, row.id) for row in rows)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM analytics_takenid WHERE organisation_id = %s AND statement_id = ANY (%s::uuid[])"
            " LIMIT 1",
            [rows[0].organisation_id, [row.statement_id for row in rows]],
        )
        if cursor.fetchone():
            raise IdsTaken
    _send("analytics_takenid (organisation_id, statement_id, key)", taken)
    columns = ", ".join(COLUMNS)
    _send(f"analytics_statement ({columns})", (values_of(row) for row in rows))
    _send("analytics_link (key, statement_id, is_direct)", links)
    inbox = ((row.id, row.organisation_id) for row in rows)
    _send("analytics_inboxentry (statement_id, organisation_id)", inbox)


def _send(where, rows):
    """Sends rows in COPY's text format. A tenth of the time of adapting value by value."""
    lines = ["\t".join(map(_cell, row)) for row in rows]
    with connection.connection.cursor() as cursor, cursor.copy(f"COPY {where} FROM STDIN") as copy:
        copy.write("\n".join(lines) + "\n")


def _cell(value):
    if value is None:
        return r"\N"
    if type(value) is not str:
        return str(value)
    if "\\" in value:
        value = value.replace("\\", "\\\\")
    return value.replace("\t", r"\t").replace("\n", r"\n") if "\t" in value or "\n" in value else value


def _text(moment):
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _split(text, blanks):
    """Returns the text in pieces, the number of a blank where it stood."""
    pieces = [text]
    for number, blank in enumerate(blanks):
        found = []
        for piece in pieces:
            if type(piece) is not str:
                found.append(piece)
                continue
            for place, part in enumerate(piece.split(blank)):
                found += [number, part] if place else [part]
        pieces = found
    if not {0, 1, 2, 3} <= {piece for piece in pieces if type(piece) is int}:
        raise ValueError(f"A blank is missing in {json.dumps(text)}.")
    return pieces
