"""`manage.py check_library`: the library holds, and each fault that an author can make is told."""

import json
from datetime import date
from io import StringIO
from shutil import copytree

import pytest
import yaml
from django.core.management import CommandError, call_command

from courses.library_check import checking, measures
from courses.library_loader import files

TODAY = date(2026, 12, 1)
LESSON = "start-here/what-a-portal-is"


@pytest.fixture
def copied(tmp_path):
    """A copy of the library's files to break, the first course alone."""
    folder = tmp_path / "library"
    folder.mkdir()
    for name in ("activities.yaml", "facts.yaml", "glossary.yaml", "pages.yaml", "start-here"):
        copy = copytree if (files.FOLDER / name).is_dir() else _copy
        copy(files.FOLDER / name, folder / name)
    return folder


def _copy(source, target):
    target.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")


def edit(folder, language, change):
    """Changes the first lesson in one language."""
    path = next(folder.glob(f"start-here/01-*.{language}.yaml"))
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def errors(folder, language="en", today=TODAY):
    """Returns (kind, text) of what stops the first lesson."""
    reports = checking.check(files.read(folder), today)
    report = next(one for one in reports if (one.name, one.language) == (LESSON, language))
    return {(finding.kind, finding.text) for finding in report.findings if finding.level == "error"}


def test_the_whole_library_holds_in_six_courses_and_forty_lessons_or_more():
    out = StringIO()

    call_command("check_library", stdout=out)

    library = files.read()
    lessons = [slug for course in library.courses for slug in course.facts.lessons]
    assert len(library.courses) == 6
    assert len(lessons) >= 40
    assert all(out.getvalue().count(f"/{slug} ") == 2 for slug in lessons)
    assert " NO" not in out.getvalue()


def test_the_report_is_json_with_a_grade_for_each_block(tmp_path):
    call_command("check_library", json=str(tmp_path / "report.json"), stdout=StringIO())

    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    page = next(one for one in report if one["name"] == LESSON and one["language"] == "es")
    assert page["holds"]
    assert {"top", "connect", "see", "try", "reflect", "plan", "side", "fact offered-2024"} <= page[
        "blocks"
    ].keys()


def test_a_hard_page_stops_the_check_and_its_sentences_are_named(copied):
    hard = (
        "Notwithstanding considerable organizational heterogeneity, institutional representatives "
        "systematically communicate authorization requirements electronically. "
    ) * 40
    edit(copied, "en", lambda lesson: lesson["see"].append({"paragraph": hard}))
    out = StringIO()

    with pytest.raises(CommandError, match="pages do not hold"):
        call_command("check_library", folder=copied, notes=True, stdout=out)

    assert "error: reading (page)" in out.getvalue()
    assert "note: hard sentence (see): Notwithstanding" in out.getvalue()
    assert "heterogeneity" in out.getvalue()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda lesson: lesson.update(words=[]), ("missing", "words your portal may use")),
        (lambda lesson: lesson.update(sources=[]), ("missing", "sources")),
        (lambda lesson: lesson["try"].update(activities=[]), ("missing", "something to try")),
        (
            lambda lesson: lesson["try"].update(scenarios=["nowhere"]),
            ("leads nowhere", "practice task nowhere"),
        ),
        (lambda lesson: lesson["drawing"].update(name="nowhere"), ("leads nowhere", "drawing nowhere")),
        (lambda lesson: lesson["sources"][0].update(url="http:/x"), ("leads nowhere", "source http:/x")),
    ],
)
def test_what_is_missing_or_leads_nowhere_is_an_error(copied, change, told):
    edit(copied, "en", change)

    assert told in errors(copied)


def test_a_picture_without_a_description_is_not_even_read(copied):
    edit(copied, "en", lambda lesson: lesson["drawing"].update(alt=" "))

    with pytest.raises(CommandError, match="drawing.alt"):
        call_command("check_library", folder=copied)


def test_a_figure_past_its_day_is_an_error(copied):
    assert errors(copied) == set()

    assert ("past its check-by date", "2027-03-31") in errors(copied, today=date(2027, 4, 1))


def test_a_language_that_lags_the_other_is_an_error(copied):
    edit(copied, "es", lambda lesson: lesson["see"].pop())

    assert ("languages differ", "not the same parts in the same order") in errors(copied, "es")
    assert errors(copied, "en") == set()


def test_the_second_readings_follow_their_formulas():
    easy = "The cat sat. " * 30

    assert measures.smog(easy) == 3.1
    assert measures.smog("One short line.") is None
    assert measures.smog("The medication works. " * 30) == round(1.043 * 30**0.5 + 3.1291, 1)
    assert measures.inflesz("La casa es de mi tía.") == round(206.835 - 62.3 * 8 / 6 - 6, 1)
    assert measures.inflesz("") is None


def test_what_looks_passive_is_counted():
    assert measures.passive_share("Your note is sent. You send it.", "en") == 0.5
    assert measures.passive_share("La nota fue enviada. Usted la manda.", "es") == 0.5
