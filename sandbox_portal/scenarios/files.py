"""Reads scenario files and remembers on which line each part stands, so that a fault can name it."""

from dataclasses import dataclass
from pathlib import Path

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from sandbox_portal.scenarios.schema import ScenarioFile

LIBRARY = Path(__file__).parent / "library"
# Every kind of fault that the models of schema.py can find (a test goes through them): pydantic's name of it,
# and the words. What stands in %()s is in the error itself.
SCHEMA_FAULTS = {
    "missing": gettext_lazy("Field required"),
    "extra_forbidden": gettext_lazy("Extra inputs are not permitted"),
    "string_type": gettext_lazy("Input should be a valid string"),
    "string_too_short": gettext_lazy("write %(min_length)s letters or more"),
    "string_too_long": gettext_lazy("write %(max_length)s letters or fewer"),
    "string_pattern_mismatch": gettext_lazy("this is not written as it should be: %(pattern)s"),
    "int_parsing": gettext_lazy("Input should be a valid integer"),
    "int_type": gettext_lazy("Input should be a valid integer"),
    "int_from_float": gettext_lazy("Input should be a valid integer"),
    "bool_type": gettext_lazy("write true or false"),
    "bool_parsing": gettext_lazy("write true or false"),
    "greater_than_equal": gettext_lazy("write %(ge)s or more"),
    "less_than_equal": gettext_lazy("write %(le)s or less"),
    "literal_error": gettext_lazy("Input should be %(expected)s"),
    "list_type": gettext_lazy("write a list here"),
    "dict_type": gettext_lazy("write names and values here"),
    "model_type": gettext_lazy("write names and values here"),
    "model_attributes_type": gettext_lazy("write names and values here"),
    "too_short": gettext_lazy("write %(min_length)s or more; there are %(actual_length)s"),
    "too_long": gettext_lazy("write %(max_length)s or fewer; there are %(actual_length)s"),
    "union_tag_invalid": gettext_lazy("looks_for is one of %(expected_tags)s"),
    "union_tag_not_found": gettext_lazy("write looks_for first: it says what kind of check this is"),
    "old-example": gettext_lazy("a worked example needs format: 2"),
    "example": gettext_lazy("write a worked example of %(least)s to %(most)s steps"),
}


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong with a scenario file, and where."""

    file: str
    line: int
    rule: str
    message: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.rule}: {self.message}"


class BrokenScenario(ValueError):
    """A scenario file cannot be used. `faults` says where and why."""

    def __init__(self, faults):
        self.faults = sorted(faults)
        super().__init__("\n".join(map(str, self.faults)))


class Source:
    """One file: its data, and the line of every part of it."""

    def __init__(self, path: Path, text: str | None = None):
        self.path = path
        self.name = path.name
        text = path.read_text(encoding="utf-8") if text is None else text
        try:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
            self.data = yaml.safe_load(text)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = yaml_problem(error)
            raise BrokenScenario([Fault(self.name, mark.line + 1 if mark else 1, "yaml", problem)]) from error
        self._lines = {}
        if node is not None:
            self._walk(node, ())

    def _walk(self, node, path):
        self._lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self._lines[(*path, key.value)] = key.start_mark.line + 1
                self._walk(value, (*path, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                self._walk(value, (*path, index))

    def line(self, path):
        """Returns the line of a part, or of the nearest part around it that stands in the file."""
        path = tuple(path)
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def fault(self, path, rule, message):
        """Returns a Fault at a part of this file."""
        return Fault(self.name, self.line(path), rule, message)

    def parse(self) -> ScenarioFile:
        """Returns the checked contents. Raises BrokenScenario with every fault of the schema."""
        try:
            return ScenarioFile.model_validate(self.data)
        except ValidationError as error:
            raise BrokenScenario([self._schema_fault(each) for each in error.errors()]) from error

    def _schema_fault(self, error):
        # pydantic puts the union's tag ("event", "coach") into the path; the file has no such step
        path = tuple(step for index, step in enumerate(error["loc"]) if not _is_tag(error["loc"], index))
        where = ".".join(map(str, path))
        if error["type"] == "missing" and path[-1:] in (("en",), ("es",)):
            return self.fault(
                path, "missing-translation", f"{where}: " + _("write the text in this language too")
            )
        if error["type"] in ("example", "old-example"):
            return self.fault(
                ("example",) if "example" in self.data else ("format",), "missing-example", _said(error)
            )
        if path[:1] == ("hints",):
            return self.fault(path, "missing-hint", f"{where}: {_said(error)}")
        return self.fault(path, "schema", f"{where}: {_said(error)}")


def yaml_problem(error):
    """Says that a text is no YAML. What the parser adds is its own, in English, and stands behind a colon."""
    said = _("this is not YAML")
    problem = getattr(error, "problem", None)
    return f"{said}: {problem}" if problem else said


def _said(error):
    """What is wrong with a part, in the page's language. `error` is one of pydantic's."""
    words = SCHEMA_FAULTS.get(error["type"])
    if words is None:
        return error["msg"]
    facts = {name: str(value) for name, value in error.get("ctx", {}).items()}
    return str(words) % facts if facts else str(words)


def _is_tag(loc, index):
    return index == 2 and loc[0] == "checks" and isinstance(loc[1], int) and len(loc) > 2


def library(folder=LIBRARY):
    """Returns the files of a folder in the order of their names."""
    return sorted(Path(folder).glob("*.yaml"))
