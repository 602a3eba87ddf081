"""“Read about this”: what the course library has to read beside a health problem of the record."""

from functools import lru_cache
from pathlib import Path

import yaml

from lms.skills import links

FILE = Path(__file__).with_name("reading.yaml")


@lru_cache(maxsize=1)
def shelf() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The file's lines: pieces of a problem's name, and the keys of what there is to read."""
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple((tuple(line["named"]), tuple(line["read"])) for line in found)


def keys_for(name) -> list[str]:
    """The keys that fit a problem's name (a chart's Text), in the file's order, each once. Pure."""
    names = [name.original, *(words for _code, words in name.translations)]
    said = "\n".join(names).lower()
    fitting = (read for named, read in shelf() if any(piece in said for piece in named))
    return list(dict.fromkeys(key for read in fitting for key in read))


def beside(problems, *, organisation, language) -> dict[str, list]:
    """{problem's id: [Link, …]}, empty where nothing fits or no course room is installed.

    One query at most for all of them, none while no content changes.
    """
    wanted = {problem.id: keys_for(problem.name) for problem in problems}
    every = sorted({key for keys in wanted.values() for key in keys})
    if not every:
        return {id: [] for id in wanted}
    found = links.find("reading", skills=every, organisation=organisation, language=language)
    return {id: [link for key in keys for link in found[key]] for id, keys in wanted.items()}
