"""The browser holds the same lists as the server, and warns without sending anything."""

import json
import re

from sandbox_portal.safety import browser
from sandbox_portal.safety.forms import SafeTextField

SCRIPT = browser.FILE.with_name("safety.js")


def test_the_static_file_holds_the_lists_as_they_are():
    assert browser.FILE.read_text(encoding="utf-8") == browser.text(), "run: manage.py build_safety_data"


def test_the_script_asks_only_for_that_file():
    source = SCRIPT.read_text(encoding="utf-8")

    assert re.findall(r"fetch\(([^)]*)\)", source) == ["url"]
    assert "XMLHttpRequest" not in source and "sendBeacon" not in source and "localStorage" not in source


def test_the_script_is_small():
    assert len(SCRIPT.read_bytes()) < 8 * 1024


def test_every_check_a_pattern_needs_is_in_the_script():
    source = SCRIPT.read_text(encoding="utf-8")
    needed = {rule[-1] for rule in json.loads(browser.text())["rules"]} - {"", "date", "name"}

    assert [check for check in sorted(needed) if not re.search(rf"\b{check}: \(t\)", source)] == []


def test_the_patterns_use_nothing_that_only_python_knows():
    for kind, _action, pattern, _flags, near, not_near, *_rest in json.loads(browser.text())["rules"]:
        assert not re.search(r"\(\?(?:<|P|#|i|x)|\\[AZ]", pattern + near + not_near), kind


def test_the_field_says_where_its_data_lies():
    assert str(SafeTextField().widget.attrs["data-safety"]).endswith(".json")
