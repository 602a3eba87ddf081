"""A link for each agent with the verb, so that the two together are one range of one index (docs/adr/0255).

A direct link of a statement that is neither that of its verb nor of its activity is that of an agent. New
links are made of the keys of the old ones, in the database.
"""

import hashlib

from django.db import migrations

from analytics.lrs.keys import activity_key, verb_key

TABLES = {"verb": ("lrs_verb_key", verb_key), "activity": ("lrs_activity_key", activity_key)}


def add(apps, schema_editor):
    # A web server of the new release may have written some while the old links wait for this.
    insert = "INSERT INTO analytics_link (key, statement_id, is_direct) {pairs} ON CONFLICT DO NOTHING"
    run(schema_editor, insert)


def take_away(apps, schema_editor):
    there = "(key, statement_id) IN (SELECT pair, id FROM ({pairs}) one)"
    run(schema_editor, f"DELETE FROM analytics_link WHERE {there}")


def run(schema_editor, sql):
    connection = schema_editor.connection
    is_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for column, (table, key_of) in TABLES.items():
            number(cursor, column, table, key_of, is_postgres)
        if is_postgres:
            pair = (
                "encode(substring(sha256(uuid_send(l.key) || uuid_send(v.key)) FROM 1 FOR 16), 'hex')::uuid"
            )
        else:
            pair = "lrs_pair(l.key, v.key)"
            connection.connection.create_function("lrs_pair", 2, in_python, deterministic=True)
        pairs = (
            f"SELECT {pair} AS pair, s.id, l.is_direct FROM analytics_statement s"
            " JOIN lrs_verb_key v ON v.organisation_id = s.organisation_id AND v.name = s.verb"
            " JOIN analytics_link l ON l.statement_id = s.id AND l.is_direct AND l.key <> v.key"
            " LEFT JOIN lrs_activity_key a ON a.organisation_id = s.organisation_id AND a.name = s.activity"
            " WHERE a.key IS NULL OR a.key <> l.key ORDER BY s.id"
        )
        cursor.execute(sql.format(pairs=pairs))
        for table, _key_of in TABLES.values():
            cursor.execute(f"DROP TABLE {table}")


def number(cursor, column, table, key_of, is_postgres):
    """Makes a table of the keys of all verbs, or of all activities."""
    cursor.execute(f"SELECT DISTINCT organisation_id, {column} FROM analytics_statement WHERE {column} <> ''")
    rows = [(owner, name, key_of(owner, name).hex) for owner, name in cursor.fetchall()]
    kind = "uuid" if is_postgres else "char(32)"
    cursor.execute(f"CREATE TABLE {table} (organisation_id bigint, name text, key {kind})")
    cursor.executemany(f"INSERT INTO {table} VALUES (%s, %s, %s)", rows)
    if is_postgres:  # it joins by a hash; an address may be longer than it takes into an index
        cursor.execute(f"ANALYZE {table}")
    else:
        cursor.execute(f"CREATE INDEX {table}_name ON {table} (organisation_id, name)")


def in_python(agent, verb):
    return hashlib.sha256(bytes.fromhex(agent + verb)).hexdigest()[:32]


class Migration(migrations.Migration):
    dependencies = [("analytics", "0007_kept_figures")]

    operations = [migrations.RunPython(add, take_away)]
