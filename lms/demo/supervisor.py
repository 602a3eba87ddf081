"""Runs web, worker and scheduler as processes of their own under one supervisor."""

import os
import sys
import threading
import time
import urllib.error
import urllib.request

from honcho.manager import Manager

START_SECONDS = 90


def commands(port):
    """Returns {name: command line} of the three processes."""
    python = sys.executable
    return {
        "web": f"{python} -m granian --interface wsgi --host 127.0.0.1 --port {port} "
        "--workers 2 --blocking-threads 4 --no-access-log --log-level warning lms.wsgi:application",
        "worker": f"{python} -m celery --app lms worker --loglevel warning --concurrency 1 "
        "--without-gossip --without-mingle",
        "beat": f"{python} -m celery --app lms beat --loglevel warning --pidfile=",
    }


def run(*, port, when_ready):
    """Runs until Ctrl-C or until one of the three ends; returns the exit code for the shell.

    `when_ready` is called once, when every part says that it is well.
    """
    manager = Manager()
    environment = {**os.environ, "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    for name, command in commands(port).items():
        manager.add_process(name, command, env=environment)
    threading.Thread(target=_wait, args=(port, when_ready), daemon=True).start()
    manager.loop()
    return 0 if manager.returncode == 130 else manager.returncode


def _wait(port, when_ready):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                when_ready()
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    print(f"Not every part is well after {START_SECONDS} s: see http://127.0.0.1:{port}/healthz", flush=True)
