"""What a test is for, in plain words, by its LOINC code."""

from functools import lru_cache
from pathlib import Path

import yaml

from sandbox_portal.chart import Text

FILE = Path(__file__).with_name("about.yaml")


@lru_cache(maxsize=1)
def _all() -> dict[str, Text]:
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {str(code): Text(words["en"], (("es", words["es"]),)) for code, words in found.items()}


def test(code: str) -> Text:
    """What the test with this code is for; an empty Text when nothing is written about it."""
    return _all().get(code, Text(""))
