"""What the linter finds is told in the language of the desk."""

import pytest
import yaml
from django.utils import translation

from sandbox_portal.scenarios.files import LIBRARY
from sandbox_portal.scenarios.linter import lint


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
