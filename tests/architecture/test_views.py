"""Views are thin: no queries, and a learner's rows only through the learner."""

import re

from tests.architecture.places import APPS, name, tracked

MANAGER = re.compile(
    r"\b[A-Z]\w+\.(objects|_default_manager)\b(?!\.for_(learner|practice|organisation|user|site)\b)"
)


def view_files():
    return [
        path
        for app in APPS
        for path in tracked(f"{app}/**.py")
        if path.name == "views.py" or path.parent.name == "views"
    ]


def test_there_are_views_to_look_at():
    assert len(view_files()) > 5


def test_a_view_holds_no_query_of_its_own():
    wrong = [
        f"{name(path)}:{number} {line.strip()}"
        for path in view_files()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if MANAGER.search(line)
    ]

    assert not wrong


def test_a_file_stays_readable():
    long = [
        f"{name(path)}: {count} lines"
        for app in APPS
        for path in tracked(f"{app}/**.py")
        if "/migrations/" not in str(path)
        for count in [len(path.read_text().splitlines())]
        if count > 420
    ]

    assert not long


def test_nothing_is_called_utils():
    assert not [name(path) for path in tracked("**utils.py")]
