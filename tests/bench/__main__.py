"""`make bench`: runs every benchmark of this folder, one after the other, each in a process of its own.

Each prints a table and writes JSON to bench-results/. A comparison is a ratio from one run.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main():
    """Runs the benchmarks named on the command line, or all; returns the number that failed."""
    wanted = sys.argv[1:] or sorted(path.stem for path in HERE.glob("bench_*.py"))
    failed = 0
    for name in wanted:
        print(f"\n== {name}", flush=True)
        failed += bool(subprocess.run([sys.executable, "-m", f"tests.bench.{name}"]).returncode)
    return failed


if __name__ == "__main__":
    sys.exit(main())
