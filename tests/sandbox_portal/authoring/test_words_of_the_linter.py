"""What the linter finds is told in the language of the desk."""

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.utils import translation
from pydantic import ValidationError

from sandbox_portal import events
from sandbox_portal.scenarios.files import LIBRARY, SCHEMA_FAULTS
from sandbox_portal.scenarios.linter import lint
from sandbox_portal.scenarios.schema import ScenarioFile


@pytest.fixture
def broken(tmp_path):
    def write(**changes):
        content = yaml.safe_load((LIBRARY / "privacy-fake-text.yaml").read_text(encoding="utf-8"))
        path = tmp_path / "broken.yaml"
        path.write_text(yaml.safe_dump(content | changes, allow_unicode=True), encoding="utf-8")
        return [path]

    return write


@pytest.mark.parametrize(
    ("changes", "english", "spanish"),
    [
        ({"seats": ["patient", "patient"]}, "a seat stands here twice", "aquí hay un lugar dos veces"),
        ({"persona": "nobody"}, "nobody is none of", "nobody no es ninguno de"),
        ({"minutes": None, "moon": 1}, "Extra inputs are not permitted", "Esta parte no existe aquí"),
    ],
)
def test_a_fault_is_told_in_both_languages(broken, changes, english, spanish):
    for language, words in (("en", english), ("es", spanish)):
        with translation.override(language):
            messages = [fault.message for fault in lint(broken(**changes))]

        assert any(words in message for message in messages), messages


WRONG = (None, "", "Not a slug!", "x" * 300, -1, 10**6, 1.5, True, [], [1], {}, {"moon": 1}, ["a"] * 12)


def paths(part, path=()):
    """Yields the path of every part of a file; of a list, the first part only."""
    yield path
    if isinstance(part, dict):
        for name, value in part.items():
            yield from paths(value, (*path, name))
    elif isinstance(part, list) and part:
        yield from paths(part[0], (*path, 0))


def put(part, path, value):
    """Returns the data with another value at a path."""
    if not path:
        return value
    made = part.copy()
    made[path[0]] = put(part[path[0]], path[1:], value)
    return made


def test_every_kind_of_fault_of_the_schema_has_words_of_ours():
    whole = {**yaml.safe_load((LIBRARY / "privacy-fake-text.yaml").read_text(encoding="utf-8"))}
    whole |= {"portal": {"name": whole["title"], "layout": "tabs"}, "turns": {}}
    whole["checks"] = [
        {**whole["checks"][0], "times": 2, "also": [{"kind": "a.b"}], "facts": {"n": {"from": 1}}}
    ]
    met = set()
    files = [put(whole, path, wrong) for path in list(paths(whole))[1:] for wrong in WRONG]
    files += [{name: each for name, each in whole.items() if name != gone} for gone in whole]
    for file in [*files, {**whole, "moon": 1}, {**whole, "format": 1}, []]:
        try:
            ScenarioFile.model_validate(file)
        except ValidationError as error:
            met |= {each["type"] for each in error.errors()}

    assert met - set(SCHEMA_FAULTS) == set()
    assert {"too_short", "literal_error", "union_tag_invalid", "string_pattern_mismatch", "example"} <= met


@pytest.mark.parametrize(
    ("changes", "spanish"),
    [
        ({"minutes": 400}, "escriba 60 o menos"),
        ({"hints": []}, "escriba 3 o más; hay 0"),
        ({"example": []}, "escriba un ejemplo de 2 a 9 pasos"),
        ({"slug": "Not a slug!"}, "esto no está escrito como debe"),
    ],
)
def test_rarer_faults_are_told_in_spanish(broken, changes, spanish):
    with translation.override("es"):
        assert any(spanish in fault.message for fault in lint(broken(**changes)))


def test_the_command_speaks_the_language_that_is_asked_for(broken):
    path = broken(minutes=400)[0]
    with pytest.raises(CommandError, match="1 error en 1 archivos"):
        call_command("lint_scenarios", str(path), language="es")
    with pytest.raises(CommandError, match="No hay ningún archivo"):
        call_command("lint_scenarios", "nowhere.yaml", language="es")
    with translation.override("es"):
        known = events.KINDS["visits.stopped"]
        assert "no conoce el dato moon" in events.fault(known, "moon", 1)
