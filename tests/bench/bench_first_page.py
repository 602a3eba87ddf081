"""Seconds from a clean clone to the first page, as a newcomer has it: `make demo` in a new folder."""

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from tests.bench import report
from tests.journeys import product as products


def main():
    """Clones the committed state, runs `make demo` to its first page; then once more for a second start."""
    with tempfile.TemporaryDirectory(prefix="portalwise-clone-") as folder:
        clone = Path(folder) / "portalwise"
        begun = time.monotonic()
        subprocess.run(["git", "clone", "--quiet", str(products.ROOT), str(clone)], check=True)
        rows = [{"start": "clean clone", "seconds_to_first_page": _first_page(clone, begun)}]
        rows.append({"start": "second run", "seconds_to_first_page": _first_page(clone, time.monotonic())})
        report.say("first_page", rows)


def _first_page(clone, begun):
    port = products.free_port()
    env = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DATA_DIR", "VIRTUAL_ENV", "DATABASE_URL")
    }
    process = subprocess.Popen(
        ["make", "demo", f"PORT={port}"],
        cwd=clone,
        env=env | {"PORT": str(port), "DEMO_LEARNERS": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        products.wait_until_answers(f"http://localhost:{port}/en/", seconds=600)
        return time.monotonic() - begun
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=30)


if __name__ == "__main__":
    main()
