"""Tells whether anything that every visitor sees has changed, in whatever process and by whatever way.

Every statement that writes to a table of content is noticed where it is sent to the database: a published
page, a new policy, `QuerySet.update()` and raw SQL alike. When its transaction is committed, one row gets a
new mark (`ContentMark`), and a file tells the other processes of this machine, which look at it each time.
Other machines look at the row once a second.
"""

import os
import re
import time
from functools import lru_cache
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.backends.signals import connection_created

from lms.site.models import ContentMark

# Apps whose rows never stand on a page that everybody sees.
QUIET_APPS = frozenset(
    {
        *("account", "admin", "analytics", "auth", "axes", "contenttypes", "demo", "health", "people"),
        *("sessions", "site", "wagtailadmin", "wagtailembeds", "wagtailsearch", "wagtailusers"),
    }
)
# What Wagtail writes beside the pages: drafts, logs, talk, and what the desk is made of.
QUIET_WAGTAIL = frozenset(
    {
        "rendition",  # a picture's size, made while the page that shows it is rendered
        *("revision", "modellogentry", "pagelogentry", "comment", "commentreply", "pagesubscription"),
        *("referenceindex", "uploadedfile", "apitoken", "task", "taskstate", "workflow", "workflowstate"),
        *("workflowtask", "workflowpage", "workflowcontenttype", "groupapprovaltask"),
        *("groupsitepermission", "grouppagepermission", "groupcollectionpermission"),
    }
)
_WRITES = re.compile(
    r"\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM|TRUNCATE)\s+[\"`]?(\w+)", re.I
)
_ROW = 1
_SET_MARK = (
    "INSERT INTO site_contentmark (id, mark) VALUES (%s, %s)"
    " ON CONFLICT (id) DO UPDATE SET mark = excluded.mark"
)
_EVERY = 1.0  # seconds after which the row is read though nobody on this machine has said anything
_FILE = settings.DATA_DIR / "content-mark"
_known = (None, 0.0, 0)  # the mark, when it was read, the file's time then


def is_content(model) -> bool:
    """True for what stands on pages that everybody sees. A model that nobody thought of counts as content.

    A row is somebody's own where its model names personal fields, or leads to a learner by its foreign keys.
    A model that does neither, and still stands on no such page, says `IS_CONTENT = False`.
    """
    if not getattr(model, "IS_CONTENT", True) or getattr(model, "PERSONAL_FIELDS", None):
        return False
    if _leads_to_a_learner(model):
        return False
    label, name = model._meta.app_label, model._meta.model_name
    is_wagtails = label in ("wagtailcore", "wagtailimages")
    return label not in QUIET_APPS and not (is_wagtails and name in QUIET_WAGTAIL)


def _leads_to_a_learner(model):
    """Whether a row of this model belongs to a learner, through however many other rows."""
    met, ahead = set(), [model]
    while ahead:
        here = ahead.pop()
        if here in met:
            continue
        met.add(here)
        ahead += [field.related_model for field in here._meta.concrete_fields if field.is_relation]
    return apps.get_model("people", "Learner") in met


@lru_cache(maxsize=1)
def tables() -> frozenset[str]:
    """The tables of content."""
    models = apps.get_models(include_auto_created=True)
    return frozenset(model._meta.db_table.lower() for model in models if is_content(model))


def current() -> str | None:
    """Returns the present mark, or None where the database does not tell. Mostly without a query."""
    global _known
    mark = known()
    if mark is None:
        now, here = time.monotonic(), _file_time()
        mark = _read()
        _known = (mark, now, here)
    return mark


def known() -> str | None:
    """Returns the present mark, or None where it takes a query to tell."""
    mark, read_at, then = _known
    if time.monotonic() - read_at > _EVERY or _file_time() != then:
        return None
    return mark


def _file_time():
    try:
        return os.stat(_FILE).st_mtime_ns
    except OSError:
        return 0


def _read():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT mark FROM site_contentmark WHERE id = 1")
            row = cursor.fetchone()
    except DatabaseError:
        return None
    return row[0] if row else ""


def changed():
    """Writes a new mark: whatever was kept until now is out of date. Nothing before its table is made.

    One plain statement, without a transaction of its own: outside a transaction this is called while the
    statement that wrote the content may still be handing over its rows, and SQLite commits nothing then.
    """
    mark = uuid4().hex
    try:
        with connection.cursor() as cursor:
            cursor.execute(_SET_MARK, [_ROW, mark])
    except DatabaseError:
        if ContentMark._meta.db_table in connection.introspection.table_names():
            raise
        return
    _FILE.write_text(mark)


def watch():
    """Begins to notice. Called once, when the apps are ready."""
    connection_created.connect(_watch, dispatch_uid="lms.site.freshness")


def _watch(sender, connection, **kwargs):
    if _notice not in connection.execute_wrappers:
        connection.execute_wrappers.append(_notice)


def _notice(execute, sql, params, many, context):
    """Sends a statement, and once it is committed sets the mark where it wrote to a table of content."""
    result = execute(sql, params, many, context)
    found = _WRITES.match(sql if isinstance(sql, str) else str(sql))
    if found and found.group(1).lower() in tables():
        here = context["connection"]
        if not any(entry[1] is changed for entry in here.run_on_commit):
            here.on_commit(changed)
    return result
