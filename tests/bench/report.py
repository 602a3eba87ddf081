"""How benchmarks tell what they measured: a table for people, JSON for machines."""

import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

IS_SMALL = os.environ.get("SMALL", "") not in ("", "0")
FOLDER = Path(os.environ.get("BENCH_OUT", "bench-results"))


def small(few, many):
    """Returns `few` in a short run (SMALL=1), else `many`."""
    return few if IS_SMALL else many


def say(name, rows):
    """Prints rows (dicts with the same keys) as a table and writes them to bench-results/<name>.json."""
    columns = list(rows[0])
    text = [[_cell(row[column]) for column in columns] for row in rows]
    widths = [max(len(line[place]) for line in [columns, *text]) for place in range(len(columns))]
    for line in [columns, ["-" * width for width in widths], *text]:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    FOLDER.mkdir(parents=True, exist_ok=True)
    about = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "small": IS_SMALL,
    }
    (FOLDER / f"{name}.json").write_text(json.dumps(about | {"rows": rows}, indent=2) + "\n")


def _cell(value):
    if isinstance(value, float):
        return f"{value:.2f}" if value < 100 else f"{value:,.0f}"
    return str(value)
