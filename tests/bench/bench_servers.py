"""Which web server? granian against gunicorn: the same bare Django view of 20 KB, three runs each."""

import importlib.util
import os
import subprocess
import sys

from tests.bench import load, report
from tests.journeys.product import free_port, wait_until_answers

SERVERS = {
    "granian": "-m granian --interface wsgi --host 127.0.0.1 --port {port} --workers 2 "
    "--blocking-threads 4 --no-access-log --log-level error tests.bench.bare:application",
    "gunicorn": "-m gunicorn --bind 127.0.0.1:{port} --workers 2 --threads 4 --log-level error "
    "tests.bench.bare:application",
}


def main():
    """Measures each server that is installed and prints the ratio to the first."""
    rows = []
    for name, command in SERVERS.items():
        if importlib.util.find_spec(name) is None:
            print(f"{name} is not installed: not measured. It is no dependency of the product.")
            continue
        rates = [_rate(command) for _ in range(report.small(1, 3))]
        rows.append({"server": name, "requests_a_second": max(rates), "runs": [round(r) for r in rates]})
    for row in rows:
        row["ratio_to_first"] = row["requests_a_second"] / rows[0]["requests_a_second"]
    report.say("servers", rows)


def _rate(command):
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, *command.format(port=port).split()], env=os.environ | {"BARE_BYTES": "20000"}
    )
    try:
        wait_until_answers(f"http://127.0.0.1:{port}/")
        return load.measure(f"http://127.0.0.1:{port}/", seconds=report.small(1, 5))["requests_a_second"]
    finally:
        process.terminate()
        process.wait(timeout=15)


if __name__ == "__main__":
    main()
