"""Keys that say when, tables without foreign keys, and monthly partitions on PostgreSQL (docs/adr/0047).

The tables are made anew and filled from the old ones, in one transaction.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone

import analytics.lrs.moments
from analytics.lrs import partitions
from analytics.lrs.moments import BITS, EPOCH

RENEWED = {
    "analytics_statement": (
        "statement_id, organisation_id, client_id, actor_name, verb, activity, skill, registration, refers_to,"
        " is_voiding, timestamp, stored, raw"
    ),
    "analytics_link": "key, is_direct",
    "analytics_reference": "",
    "analytics_inboxentry": "",
    "analytics_attachment_statements": "attachment_id",
}
EPOCH_MICROSECONDS = int(EPOCH.timestamp()) * 1_000_000


def renew(apps, schema_editor):
    connection = schema_editor.connection
    is_postgres = connection.vendor == "postgresql"
    for table in RENEWED:
        set_aside(schema_editor, table, is_postgres)
    statement = apps.get_model("analytics", "Statement")
    fresh = [statement, apps.get_model("analytics", "Link"), apps.get_model("analytics", "InboxEntry")]
    for model in fresh:
        make(schema_editor, model)
    for name in ("TakenId", "Mention", "Reference"):
        schema_editor.create_model(apps.get_model("analytics", name))
    schema_editor.create_model(apps.get_model("analytics", "Attachment").statements.through)
    with connection.cursor() as cursor:
        number(cursor, is_postgres)
        if is_postgres:
            make_partitions(cursor, connection)
        fill(cursor)
    for table in reversed(RENEWED):
        schema_editor.execute(f"DROP TABLE {old(table)}")
    schema_editor.execute("DROP TABLE lrs_new_key")


def old(table):
    return table.replace("analytics_", "lrs_old_")


def set_aside(schema_editor, table, is_postgres):
    """Renames a table and drops its constraints and indexes, whose names the new one needs."""
    with schema_editor.connection.cursor() as cursor:
        if is_postgres:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(
                "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE conrelid = %s::regclass"
                " OR confrelid = %s::regclass ORDER BY contype = 'p'", [table, table],
            )
            for owner, name in cursor.fetchall():
                cursor.execute(f'ALTER TABLE {owner} DROP CONSTRAINT IF EXISTS "{name}" CASCADE')
            cursor.execute(
                "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND tablename = %s", [table]
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP INDEX "{name}"')
            if "id" in columns_of(cursor, table):
                cursor.execute(f"ALTER TABLE {table} ALTER COLUMN id DROP IDENTITY IF EXISTS")
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s", [table]
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP INDEX "{name}"')
            cursor.execute(f"CREATE TABLE {old(table)} AS SELECT * FROM {table}")
            cursor.execute(f"DROP TABLE {table}")
            return
    schema_editor.execute(f"ALTER TABLE {table} RENAME TO {old(table)}")


def columns_of(cursor, table):
    cursor.execute(f"SELECT * FROM {table} LIMIT 0")
    return [column[0] for column in cursor.description]


def make(schema_editor, model):
    """Makes a table; on PostgreSQL one that is cut by the statement's key where there are months."""
    table = model._meta.db_table
    sql, params = schema_editor.table_sql(model)
    if schema_editor.connection.vendor != "postgresql":
        # There only "integer" makes the key the place of the row, without an index of its own.
        sql = sql.replace(" bigint NOT NULL PRIMARY KEY", " integer NOT NULL PRIMARY KEY")
    elif table in partitions.TABLES:
        sql = f"{sql} PARTITION BY RANGE ({partitions.TABLES[table]})"
    schema_editor.execute(sql, params or None)
    if table == "analytics_link" and schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE INDEX lrs_link_statement ON {table} USING brin (statement_id) WITH (pages_per_range = 16)"
        )
    else:
        schema_editor.deferred_sql.extend(schema_editor._model_indexes_sql(model))


def number(cursor, is_postgres):
    """Gives each old key the new one that says when its statement was stored."""
    if is_postgres:
        micro = "(extract(epoch FROM stored) * 1000000)::bigint"
    else:
        micro = (
            "CAST(strftime('%%s', stored) AS INTEGER) * 1000000"
            " + CAST(substr(substr(stored, 21) || '000000', 1, 6) AS INTEGER)"
        )
    cursor.execute(
        "CREATE TABLE lrs_new_key AS SELECT id AS old_key,"
        f" (({micro} - {EPOCH_MICROSECONDS}) << {BITS}) + row_number() OVER (PARTITION BY stored ORDER BY id) - 1"
        " AS new_key FROM lrs_old_statement", [],
    )
    cursor.execute("CREATE UNIQUE INDEX lrs_new_key_old ON lrs_new_key (old_key)")


def make_partitions(cursor, connection):
    cursor.execute("SELECT min(stored) FROM lrs_old_statement")
    first = cursor.fetchone()[0] or timezone.now()
    partitions.make_default(cursor)
    month, last = partitions.first_of_month(first), partitions.first_of_month(timezone.now())
    while month < last:
        partitions.add_month(month, using=connection)
        month = partitions.next_month(month)
    partitions.ensure(now=timezone.now(), using=connection)


def fill(cursor):
    columns = RENEWED["analytics_statement"]
    cursor.execute(
        f"INSERT INTO analytics_statement (id, {columns}) SELECT new_key, {columns} FROM lrs_old_statement"
        " JOIN lrs_new_key ON old_key = id ORDER BY id"
    )
    cursor.execute(
        "INSERT INTO analytics_takenid (organisation_id, statement_id, key)"
        " SELECT organisation_id, statement_id, id FROM analytics_statement"
    )
    cursor.execute(
        "INSERT INTO analytics_mention (organisation_id, refers_to, statement_id, is_voiding)"
        " SELECT organisation_id, refers_to, id, is_voiding FROM analytics_statement WHERE refers_to IS NOT NULL"
    )
    for table in ("analytics_link", "analytics_inboxentry", "analytics_attachment_statements"):
        others = RENEWED[table] and f", {RENEWED[table]}"
        cursor.execute(
            f"INSERT INTO {table} (statement_id{others}) SELECT new_key{others} FROM {old(table)}"
            " JOIN lrs_new_key ON old_key = statement_id ORDER BY new_key"
        )
    cursor.execute(
        "INSERT INTO analytics_reference (statement_id, target_id) SELECT one.new_key, other.new_key"
        " FROM lrs_old_reference JOIN lrs_new_key one ON one.old_key = statement_id"
        " JOIN lrs_new_key other ON other.old_key = target_id"
    )


def _statement(**more):
    return models.ForeignKey(
        db_constraint=False, on_delete=django.db.models.deletion.CASCADE, to="analytics.statement", **more
    )


def _organisation(**more):
    return models.ForeignKey(
        db_constraint=False, db_index=False, to="organisations.organisation", **more
    )


class Migration(migrations.Migration):

    dependencies = [("analytics", "0003_lrs_statements")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel("Link"),
                migrations.DeleteModel("Reference"),
                migrations.DeleteModel("InboxEntry"),
                migrations.RemoveConstraint("statement", "one_statement_an_id"),
                migrations.RemoveIndex("statement", "statement_order"),
                migrations.RemoveIndex("statement", "statement_client"),
                migrations.RemoveIndex("statement", "statement_registration"),
                migrations.RemoveIndex("statement", "statement_refers_to"),
                migrations.AlterField(
                    "statement", "id",
                    models.BigIntegerField(
                        default=analytics.lrs.moments.new_key, primary_key=True, serialize=False
                    ),
                ),
                migrations.AlterField(
                    "statement", "organisation",
                    _organisation(on_delete=django.db.models.deletion.PROTECT, related_name="statements"),
                ),
                migrations.AlterField(
                    "statement", "client",
                    models.ForeignKey(
                        db_constraint=False, db_index=False, null=True,
                        on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="analytics.client",
                    ),
                ),
                migrations.AddIndex(
                    "statement", models.Index(fields=["organisation", "id"], name="statement_order")
                ),
                migrations.AddIndex(
                    "statement",
                    models.Index(
                        condition=Q(("client__isnull", False)), fields=["client", "id"], name="statement_client"
                    ),
                ),
                migrations.AddIndex(
                    "statement",
                    models.Index(
                        condition=Q(("registration__isnull", False)), fields=["registration", "id"],
                        name="statement_registration",
                    ),
                ),
                migrations.CreateModel(
                    "TakenId",
                    fields=[
                        ("pk", models.CompositePrimaryKey(
                            "organisation", "statement_id", blank=True, editable=False, primary_key=True,
                            serialize=False,
                        )),
                        ("statement_id", models.UUIDField()),
                        ("key", models.BigIntegerField()),
                        ("organisation", _organisation(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+"
                        )),
                    ],
                    options={"verbose_name": "taken id", "verbose_name_plural": "taken ids"},
                ),
                migrations.CreateModel(
                    "Mention",
                    fields=[
                        ("pk", models.CompositePrimaryKey(
                            "organisation", "refers_to", "statement", blank=True, editable=False,
                            primary_key=True, serialize=False,
                        )),
                        ("refers_to", models.UUIDField()),
                        ("is_voiding", models.BooleanField()),
                        ("organisation", _organisation(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+"
                        )),
                        ("statement", _statement(related_name="mentions")),
                    ],
                    options={"verbose_name": "mention", "verbose_name_plural": "mentions"},
                ),
                migrations.CreateModel(
                    "Link",
                    fields=[
                        ("pk", models.CompositePrimaryKey(
                            "key", "statement", blank=True, editable=False, primary_key=True, serialize=False
                        )),
                        ("key", models.UUIDField()),
                        ("is_direct", models.BooleanField()),
                        ("statement", _statement(related_name="links", db_index=False)),
                    ],
                    options={
                        "verbose_name": "link",
                        "verbose_name_plural": "links",
                        "indexes": [models.Index(fields=["statement"], name="lrs_link_statement")],
                    },
                ),
                migrations.CreateModel(
                    "Reference",
                    fields=[
                        ("pk", models.CompositePrimaryKey(
                            "target", "statement", blank=True, editable=False, primary_key=True,
                            serialize=False,
                        )),
                        ("statement", _statement(related_name="references")),
                        ("target", _statement(related_name="referred_by", db_index=False)),
                    ],
                    options={"verbose_name": "reference", "verbose_name_plural": "references"},
                ),
                migrations.CreateModel(
                    "InboxEntry",
                    fields=[
                        ("statement", models.OneToOneField(
                            db_constraint=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True,
                            related_name="inbox_entry", serialize=False, to="analytics.statement",
                        )),
                    ],
                    options={
                        "verbose_name": "statement not counted yet",
                        "verbose_name_plural": "statements not counted yet",
                    },
                ),
                migrations.AlterField(
                    "attachment", "statements",
                    models.ManyToManyField(
                        db_constraint=False, related_name="attachments", to="analytics.statement"
                    ),
                ),
            ],
        ),
        migrations.RunPython(renew, elidable=False),
    ]
