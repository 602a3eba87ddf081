"""ClickHouse over HTTP, with time-outs: the table as Ralph lays it out, and one column more.

`event_id UUID, emission_time DateTime64(6), event String` are Ralph's (its docs/tutorials/lrs/backends.md);
`actor_name` is ours, empty in rows that Ralph writes: those are read by nobody here. Each organisation has a
table of its own. Nothing keeps ids unique in ClickHouse, so every reading takes one row an id.
"""

import http.client
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import unquote, urlencode, urlsplit

CONNECT_SECONDS, ANSWER_SECONDS = 5, 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_VOIDED = "http://adlnet.gov/expapi/verbs/voided"
_COLUMNS = """
event_id UUID NOT NULL, emission_time DateTime64(6) NOT NULL, event String NOT NULL,
actor_name String DEFAULT ''
"""
# One that voids cannot be voided. The few texts that void are found by a search for the verb.
_IS_VOIDED = f"""
toString(event_id) IN (
  SELECT lower(JSONExtractString(event, 'object', 'id')) FROM {{table}}
  WHERE position(event, '{_VOIDED}') > 0 AND JSONExtractString(event, 'verb', 'id') = '{_VOIDED}'
) AND (position(event, '{_VOIDED}') = 0 OR JSONExtractString(event, 'verb', 'id') != '{_VOIDED}')
"""


class Away(Exception):
    """ClickHouse gave no answer, or says that it cannot now. What it was to get stays where it is."""


class Address(NamedTuple):
    """Where it is, from LRS_HISTORY_URL."""

    is_secure: bool
    host: str
    port: int
    user: str
    password: str
    database: str


class Event(NamedTuple):
    """One statement of the history."""

    actor_name: str
    statement_id: str
    timestamp: datetime
    raw: str
    is_voided: bool = False


def parse(url) -> Address:
    """Returns the parts of an address; ValueError says what is missing."""
    parts = urlsplit(url or "")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it must begin with https:// or http:// and name a host")
    database = parts.path.strip("/")
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,60}", database):
        raise ValueError("it must end with the name of a database, in letters, digits and _")
    is_secure = parts.scheme == "https"
    return Address(
        is_secure, parts.hostname, parts.port or (8443 if is_secure else 8123),
        unquote(parts.username or "default"), unquote(parts.password or ""), database,
    )  # fmt: skip


@dataclass(frozen=True)
class ClickHouse:
    """The history of all organisations in one database of ClickHouse. Everything raises Away."""

    address: Address
    connect_seconds: float = CONNECT_SECONDS
    answer_seconds: float = ANSWER_SECONDS

    def ping(self) -> None:
        """Asks whether it is there."""
        self._ask("SELECT 1 FORMAT JSONCompactEachRow")

    def prepare(self, organisation) -> None:
        """Makes an organisation's table, or adds our column to one that Ralph has."""
        table = self.table(organisation)
        order = "PRIMARY KEY (emission_time, event_id) ORDER BY (emission_time, event_id)"
        self._ask(f"CREATE TABLE IF NOT EXISTS {table} ({_COLUMNS}) ENGINE ReplacingMergeTree {order}")
        self._ask(f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS actor_name String DEFAULT ''")

    def write(self, organisation, events) -> None:
        """Adds Events. Those that are there already are there twice, and read once."""
        lines = [
            json.dumps(
                {
                    "event_id": one.statement_id,
                    "emission_time": one.timestamp.astimezone(UTC).isoformat(timespec="microseconds"),
                    "event": one.raw,
                    "actor_name": one.actor_name,
                },
                ensure_ascii=False,
            )
            for one in events
        ]
        insert = f"INSERT INTO {self.table(organisation)} (event_id, emission_time, event, actor_name)"
        settings = "SETTINGS date_time_input_format = 'best_effort' FORMAT JSONEachRow"
        self._ask(f"{insert} {settings}", body="\n".join(lines))

    def forget(self, organisation, names) -> None:
        """Deletes all statements of these accounts."""
        self._delete(organisation, "actor_name", "String", names)

    def drop(self, organisation, statement_ids) -> None:
        """Deletes statements by their ids."""
        self._delete(organisation, "event_id", "UUID", statement_ids)

    def _delete(self, organisation, column, kind, values):
        for start in range(0, len(values), 200):
            some = values[start : start + 200]
            sql = f"DELETE FROM {self.table(organisation)} WHERE {column} IN {{some:Array({kind})}}"
            self._ask(sql, some=some)

    def span(self, organisation):
        """Returns the moments of the first and the last statement of somebody; None where there is none."""
        moments = "toUnixTimestamp64Micro(min(emission_time)), toUnixTimestamp64Micro(max(emission_time))"
        sql = f"SELECT {moments}, count() FROM {self.table(organisation)} WHERE actor_name != ''"
        ((first, last, count),) = self._ask(f"{sql} FORMAT JSONCompactEachRow")
        return (_moment(first), _moment(last)) if int(count) else None

    def count(self, organisation) -> int:
        """Returns how many statements it has, each id once."""
        sql = f"SELECT uniqExact(event_id) FROM {self.table(organisation)} WHERE actor_name != ''"
        ((count,),) = self._ask(f"{sql} FORMAT JSONCompactEachRow")
        return int(count)

    def events(self, organisation, start, end, *, after="", limit) -> list[Event]:
        """Returns up to `limit` Events of a time, by account from the first name after `after`."""
        sql = f"{self._select(organisation)} AND actor_name > {{after:String}}"
        return self._events(f"{sql} ORDER BY actor_name LIMIT {int(limit)}", start, end, after=after)

    def events_of(self, organisation, start, end, names) -> list[Event]:
        """Returns the Events of some accounts in a time."""
        sql = f"{self._select(organisation)} AND actor_name IN {{some:Array(String)}}"
        return self._events(sql, start, end, some=list(names))

    def known(self, organisation, start, end, names) -> set[str]:
        """Returns those of the accounts that have Events in a time."""
        sql = f"{self._select(organisation)} AND actor_name IN {{some:Array(String)}}"
        sql = f"SELECT DISTINCT who FROM ({sql}) FORMAT JSONCompactEachRow"
        return {name for (name,) in self._ask(sql, some=list(names), **_window(start, end))}

    def _select(self, organisation):
        table = self.table(organisation)
        once = f"""
            SELECT event_id, emission_time, event, actor_name FROM {table}
            WHERE actor_name != '' AND emission_time >= fromUnixTimestamp64Micro({{start:Int64}})
            AND emission_time < fromUnixTimestamp64Micro({{end:Int64}}) LIMIT 1 BY event_id
        """
        return f"""
            SELECT actor_name AS who, toString(event_id), toUnixTimestamp64Micro(emission_time), event,
            {_IS_VOIDED.format(table=table)} FROM ({once}) WHERE 1
        """

    def _events(self, sql, start, end, **parameters):
        rows = self._ask(f"{sql} FORMAT JSONCompactEachRow", **parameters, **_window(start, end))
        return [_event(row) for row in rows]

    def find(self, organisation, statement_ids) -> list[Event]:
        """Returns the Events of these ids, whenever they were."""
        if not statement_ids:
            return []
        columns = "actor_name, toString(event_id), toUnixTimestamp64Micro(emission_time), event, 0"
        where = "actor_name != '' AND event_id IN {some:Array(UUID)} LIMIT 1 BY event_id"
        sql = f"SELECT {columns} FROM {self.table(organisation)} WHERE {where} FORMAT JSONCompactEachRow"
        return [_event(row) for row in self._ask(sql, some=list(statement_ids))]

    def table(self, organisation) -> str:
        """Returns the name of an organisation's table."""
        return f"{self.address.database}.xapi_{organisation.pk}"

    def _ask(self, sql, *, body="", **parameters):
        """Returns the rows of the answer, each a list."""
        query = {"query": sql} | {f"param_{name}": _text(value) for name, value in parameters.items()}
        where, kind = self.address, http.client.HTTPConnection
        if where.is_secure:
            kind = http.client.HTTPSConnection
        called = kind(where.host, where.port, timeout=self.connect_seconds)
        headers = {"X-ClickHouse-User": where.user, "X-ClickHouse-Key": where.password}
        try:
            called.connect()
            called.sock.settimeout(self.answer_seconds)
            called.request("POST", f"/?{urlencode(query)}", body=body.encode(), headers=headers)
            answer = called.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException, UnicodeDecodeError) as error:
            raise Away(f"ClickHouse at {where.host} does not answer ({type(error).__name__}).") from error
        finally:
            called.close()
        if answer.status != 200:
            raise Away(f"ClickHouse at {where.host} says {answer.status}: {text.strip()[:300]}")
        return [json.loads(line) for line in text.splitlines()]


def _event(row):
    name, statement_id, at, raw, is_voided = row
    return Event(name, statement_id, _moment(at), raw, bool(is_voided))


def _window(start, end):
    return {"start": _micro(start), "end": _micro(end)}


def _micro(moment):
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _moment(micro):
    return _EPOCH + timedelta(microseconds=int(micro))


def _text(value):
    """Returns a value as ClickHouse reads parameters: texts with tabs and backslashes escaped."""
    if isinstance(value, list):
        return f"[{','.join(_quoted(str(one)) for one in value)}]"
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def _quoted(text):
    return (
        "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\t", "\\t").replace("\n", "\\n") + "'"
    )
