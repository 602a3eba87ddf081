"""The test database, migrated once and copied for each process and each run.

Two hundred migrations take longer than most tests. They run once for a state of the migrations and of the
locked dependencies; what they made is kept (SQLite: a file in pytest's cache; PostgreSQL: a template database
beside the tests') and copied. Where migrations were only added since, the kept one is carried forward. The
browser tests' product begins with a copy, too.
"""

import fcntl
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".pytest_cache" / "migrated"
DROP = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
APPS = ("analytics", "courses", "lms", "sandbox_portal", "self_check")


def state():
    """Returns what a database is migrated with: {file: its hash}."""
    files = [ROOT / "requirements-test.txt"]
    for app in APPS:
        files += sorted((ROOT / app).rglob("migrations/*.py"))
    return {str(file.relative_to(ROOT)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@contextmanager
def _alone():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate(address):
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"The test database could not be migrated:\n{done.stdout}\n{done.stderr}")


def _kept_state(note):
    try:
        return json.loads(note.read_text())
    except (OSError, ValueError):
        return {}


@contextmanager
def _sqlite():
    """Yields the file that holds the migrated database, and nobody else changes it meanwhile."""
    kept, note = FOLDER / "kept.sqlite3", FOLDER / "kept.json"
    with _alone():
        wanted, there = state(), _kept_state(note)
        if wanted != there or not kept.exists():
            note.unlink(missing_ok=True)
            if not there or not there.items() <= wanted.items():
                for old in FOLDER.glob("kept.sqlite3*"):
                    old.unlink()
            _migrate(f"sqlite:///{kept}")
            with closing(sqlite3.connect(kept)) as source:
                source.execute("PRAGMA journal_mode=DELETE")
            note.write_text(json.dumps(wanted))
        yield kept


def to_file(path):
    """Puts a copy of the migrated database at `path`."""
    with _sqlite() as kept:
        shutil.copyfile(kept, path)


@contextmanager
def sqlite_copy(name):
    """Holds open the in-memory database `name` (an SQLite URI), filled from the kept file."""
    with closing(sqlite3.connect(name, uri=True, check_same_thread=False)) as copy:
        with _sqlite() as kept, closing(sqlite3.connect(kept)) as source:
            source.backup(copy)
        yield


def to_database(name):
    """Makes the PostgreSQL database `name`, new, from the kept template."""
    server = os.environ["DATABASE_URL"]
    kept = f"portalwise_migrated_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]}"
    note = FOLDER / "kept-postgres.json"
    with _alone(), psycopg.connect(server, autocommit=True) as connection:
        wanted, there = state(), _kept_state(note)
        exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [kept]).fetchone()
        if wanted != there or not exists:
            note.unlink(missing_ok=True)
            if not exists or not there or not there.items() <= wanted.items():
                connection.execute(DROP.format(sql.Identifier(kept)))
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(kept)))
            _migrate(f"{server.rsplit('/', 1)[0]}/{kept}")
            note.write_text(json.dumps(wanted))
        connection.execute(DROP.format(sql.Identifier(name)))
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(copy.format(sql.Identifier(name), sql.Identifier(kept)))


@contextmanager
def postgres_copy(name):
    """Makes the database `name` from the kept template and drops it at the end."""
    to_database(name)
    try:
        yield
    finally:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(DROP.format(sql.Identifier(name)))
