"""The files of the insights pages: no name is taken for a formula, and names fit and can be read."""

import csv
import io
from xml.etree import ElementTree

import duckdb
import pytest
from openpyxl import load_workbook

from analytics import drawing, files
from analytics.metrics import Share
from analytics.metrics.skills import Gap
from analytics.parquet import COLUMNS
from analytics.tables import Section, Told

LONG = "Tuesday class for people who are new to the portal and would rather learn it together " * 2


def section(*labels, title="Classes", columns=("One",), cell=None):
    """Returns a section of a line a label, each with a share in every column, or with a cell."""
    share = cell or Share(6, 12)
    return Section(
        "classes", title, "", "Class", {f"{n}": name for n, name in enumerate(columns)},
        [(f"{n}", label, [share] * len(columns)) for n, label in enumerate(labels)], figure="bars",
    )  # fmt: skip


def cells_of(one):
    """Returns ([cell, …] of the CSV file, [cell, …] of the XLSX file)."""
    text = files.as_csv([one], about="Everybody")[0].decode("utf-8-sig")
    sheet = load_workbook(io.BytesIO(files.as_xlsx([one], about="Everybody")[0])).active
    return (
        [cell for line in csv.reader(io.StringIO(text)) for cell in line],
        [cell for row in sheet.iter_rows(values_only=True) for cell in row],
    )


@pytest.mark.parametrize("name", ["=1+1", "+1+cmd|x", "-1+cmd|x", "-2+3", "@sum", "\t=1"])
def test_no_name_is_a_formula(name):
    for cells in (*cells_of(section(name)), *cells_of(section("a", title=name))):
        assert f"'{name}" in cells and name not in cells


@pytest.mark.parametrize("said", ["+33", "-4.5", "+14 – +49", "-3.0 – +0.4"])
def test_numbers_with_a_sign_stay_numbers(said):
    for cells in cells_of(section("a", cell=Told(1, said))):
        assert said in cells


def test_control_characters_break_no_file():
    one = section("a\x0bb\x01c")

    assert all("abc" in cells for cells in cells_of(one))
    assert "abc" in "".join(ElementTree.fromstring(drawing.as_svg(one, source="x\x02")[0]).itertext())


def test_words_end_within_the_picture():
    one = section(LONG, title=LONG, columns=(LONG, "Two"))
    _height, drawn = drawing.shapes(one, source=LONG)
    texts = [shape for shape in drawn if isinstance(shape, drawing.Text)]

    for shape in texts:
        font = drawing._font(shape.size, shape.is_bold)
        assert shape.x + font.getlength(shape.words) <= drawing.WIDTH
    assert [shape.words for shape in texts].count("50% (6 of 12)") == 2
    assert sum(shape.words.endswith("…") for shape in texts) == 4
    assert drawing.as_png(one, source=LONG)[0].startswith(b"\x89PNG")


def read_parquet(content, tmp_path):
    path = tmp_path / "told.parquet"
    path.write_bytes(content)
    with duckdb.connect(":memory:") as base:
        found = base.execute(f"SELECT * FROM '{path}'")
        names = [column[0] for column in found.description]
        return [dict(zip(names, line, strict=True)) for line in found.fetchall()]


def test_parquet_holds_the_numbers_of_every_section_in_one_table(tmp_path):
    one = Section(
        "gaps", "Gaps", "", "Skill", {"tried": "Tried", "gap": "Gap", "near": "Interval", "n": "People"},
        [
            ("messaging", "Messages", [Share(6, 12), Gap(-25, 12), Told([1.5, 4], "+1.5 – +4"), 12]),
            ("billing", "=Bills", [None, None, Told(None, "–"), 0]),
        ],
    )  # fmt: skip
    content, kind = files.WRITERS["parquet"]([one, section("a")], about="Caregivers")
    lines = read_parquet(content, tmp_path)
    found = {(line["row"], line["measure"]): line for line in lines if line["section"] == "gaps"}

    assert kind == "application/vnd.apache.parquet"
    assert len(lines) == 9 and set(lines[0]) == set(COLUMNS)
    assert {line["about"] for line in lines} == {"Caregivers"}
    share = found["messaging", "tried"]
    assert (share["value"], share["count"], share["of"], share["row_label"]) == (50, 6, 12, "Messages")
    assert (found["messaging", "gap"]["value"], found["messaging", "gap"]["of"]) == (-25, 12)
    assert (found["messaging", "near"]["low"], found["messaging", "near"]["high"]) == (1.5, 4)
    assert found["billing", "tried"]["value"] is None
    assert found["billing", "tried"]["text"] == "fewer than 10"
    assert (found["billing", "n"]["value"], found["billing", "n"]["row_label"]) == (0, "=Bills")


def test_parquet_of_a_page_without_tables_is_a_file_without_lines(tmp_path):
    assert read_parquet(files.WRITERS["parquet"]([], about="Everybody")[0], tmp_path) == []
