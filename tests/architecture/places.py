"""The project's files, as the architecture tests walk them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = (
    "courses",
    "self_check",
    "sandbox_portal",
    "analytics",
    "lms",
)  # a row imports what stands to its right


def tracked(*patterns):
    """Returns the project's own files that match: those git tracks, and new ones it does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    return [ROOT / line for line in listed if line and (ROOT / line).is_file()]


def name(path):
    """Returns a file's place in the project."""
    return str(path.relative_to(ROOT))
