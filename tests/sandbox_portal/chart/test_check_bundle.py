"""`manage.py check_bundle` says whether a bundle can be shown, and every fault when it can not."""

import json

import pytest
from django.core.management import CommandError, call_command

from sandbox_portal import personas


def test_a_good_bundle_is_called_so(capsys):
    call_command("check_bundle", str(personas.FOLDER / "ruth" / "bundle.json"))

    assert "Ruth Alvarez: 9 medicines, 11 results, 6 visits. All is well." in capsys.readouterr().out


def test_each_fault_is_told_with_its_place(tmp_path):
    bundle = json.loads((personas.FOLDER / "sam" / "bundle.json").read_text())
    bundle["entry"][0]["resource"]["birthDate"] = "soon"
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(bundle))

    with pytest.raises(CommandError, match="Patient/sam, birthDate"):
        call_command("check_bundle", str(file))


def test_a_missing_file_is_told_in_one_line(tmp_path):
    with pytest.raises(CommandError, match="Can not read"):
        call_command("check_bundle", str(tmp_path / "none.json"))


def test_what_is_no_bundle_is_told(tmp_path):
    file = tmp_path / "list.json"
    file.write_text("[]")

    with pytest.raises(CommandError, match="should be a FHIR Bundle"):
        call_command("check_bundle", str(file))
