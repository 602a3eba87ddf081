"""Starts the product as `make demo` does – web, worker and scheduler – on data of its own."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 300


def free_port():
    """Returns a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def own_engines(name):
    """Returns the engines of one run: a new database on the server of DATABASE_URL, if that is set."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        return {}
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return {"DATABASE_URL": f"{server.rsplit('/', 1)[0]}/{name}"}


def environment(data_dir, port, **more):
    """Returns the environment in which the product's processes run."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("DJANGO_", "PW_", "PYTEST"))
    }
    return kept | {"DATA_DIR": str(data_dir), "PORT": str(port), "PYTHONUNBUFFERED": "1", **more}


def load(env):
    """Loads the demo into the data of `env`; raises with its output when it cannot."""
    done = subprocess.run(
        [sys.executable, "manage.py", "demo", "--only-load"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"The demo could not be loaded:\n{done.stdout}\n{done.stderr}")


def health(port):
    """Returns what /healthz says, or None while nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        return json.load(error)
    except OSError:
        return None


def wait_until_answers(url, *, seconds=60):
    """Returns once an address answers; raises RuntimeError after `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} does not answer after {seconds} s")


@contextmanager
def running(env, *, names=("web", "worker", "beat"), log):
    """Runs the named processes; yields the port once all of them are well."""
    from lms.demo import supervisor

    port = int(env["PORT"])
    with open(log, "w") as out:
        started = [
            subprocess.Popen(command.split(), cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT)
            for name, command in supervisor.commands(port).items()
            if name in names
        ]
        try:
            _wait(port, names, started, log)
            yield port
        finally:
            for process in started:
                process.terminate()
            for process in started:
                try:
                    process.wait(timeout=15)
                except subprocess.TimeoutExpired:
                    process.kill()


def _wait(port, names, started, log):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        states = health(port)
        if states and all(states[name] == "ok" for name in names):
            return
        if any(process.poll() is not None for process in started):
            break
        time.sleep(0.3)
    raise RuntimeError(f"The product did not start: {health(port)}\n{Path(log).read_text()[-4000:]}")
