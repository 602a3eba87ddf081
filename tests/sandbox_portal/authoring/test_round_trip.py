"""A task goes through the form of the authors' desk and comes out as it went in."""

import pytest
import yaml
from django.core.exceptions import ValidationError

from sandbox_portal.authoring import rules, shape
from sandbox_portal.authoring.blocks import Task, YamlLine
from sandbox_portal.scenarios.files import BrokenScenario, Source, library
from sandbox_portal.scenarios.schema import ScenarioFile

FILES = pytest.mark.parametrize("path", library(), ids=lambda path: path.stem)


@FILES
def test_every_task_of_the_library_comes_back_whole(path):
    data = Source(path).data
    block = Task()

    kept = shape.to_data(block.get_prep_value(block.to_python(shape.to_form(data))))
    text = shape.written(kept)

    assert ScenarioFile.model_validate(yaml.safe_load(text)) == ScenarioFile.model_validate(data)


@FILES
def test_every_task_of_the_library_can_be_brought_in(path):
    assert rules.read(path.read_text(encoding="utf-8")) == Source(path).data


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("slug: [", 1, "expected"),
        ("- a list", 1, "names and values"),
        ("slug: one\nsurprise: yes\n", 2, "surprise"),
        ("slug: one\nchecks:\n  - {slug: a, extra: 1}\n", 3, "checks"),
        ("slug: &a one\ntitle: *a\n", 1, "anchors"),
        ("slug: one\nchecks: none\n", 2, "checks"),
    ],
)
def test_what_the_form_could_not_keep_is_refused_with_its_line(text, line, said):
    with pytest.raises(BrokenScenario) as refused:
        rules.read(text)

    assert any(fault.line == line and said in fault.message for fault in refused.value.faults)


def test_no_and_nothing_are_two_things():
    data = {"slug": "one", "checks": [{"slug": "a", "facts": {"is_right": False, "times": 0}}]}

    assert shape.to_data(shape.to_form(data)) == data


@pytest.mark.parametrize("text", ["[&a 1, *a]", "{a: &a {}, b: *a}", "a: [1"])
def test_a_line_that_would_unfold_is_refused(text):
    with pytest.raises(ValidationError):
        YamlLine(of=(dict, list)).clean(text)
