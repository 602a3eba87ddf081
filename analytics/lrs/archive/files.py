"""A file of statements on disk: its attachments beside it, and how far a run has come.

`records.jsonl` holds one statement a line. `records.jsonl.attachments/` holds one file for each attachment,
named by its hash. `records.jsonl.<what>` remembers where a run was when all before was safely written.
"""

import json
import os
import re
from pathlib import Path

_SHA2 = re.compile(r"^[0-9a-fA-F]{56,128}$")


def attachment_path(path: Path, sha2: str) -> Path | None:
    """Returns where an attachment of this hash lies; None for what is no hash (it would be a path)."""
    if not _SHA2.match(sha2):
        return None
    return Path(f"{path}.attachments") / sha2.lower()


class Progress:
    """Where a run is, as a small file that is replaced in one step."""

    def __init__(self, path: Path, what: str):
        self.path = Path(f"{path}.{what}")

    def read(self) -> dict:
        """Returns what was kept, or nothing."""
        try:
            return json.loads(self.path.read_text())
        except FileNotFoundError:
            return {}

    def keep(self, **values) -> None:
        """Keeps these values."""
        draft = self.path.with_name(self.path.name + ".new")
        draft.write_text(json.dumps(values))
        os.replace(draft, self.path)

    def forget(self) -> None:
        """Begins anew."""
        self.path.unlink(missing_ok=True)
