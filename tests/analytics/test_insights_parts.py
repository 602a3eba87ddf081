"""Pages of one course and one task, mistakes, filters on every page, files that say whom they are about."""

import csv
import io
import re
from datetime import date
from xml.etree import ElementTree

import duckdb
import pytest
from openpyxl import load_workbook

from analytics import activity_sections, contents
from analytics.xapi import recorder
from analytics.xapi.addresses import activity_iri
from lms.classes.models import ClassMember, StudyClass
from lms.organisations.models import Membership
from tests.analytics.conftest import fold_everything, learners, record

pytestmark = pytest.mark.django_db
HOME, SKILL = "/en/insights/", "messaging"
OWN = "insights-tasks-patients-task-refill-lakeside"


@pytest.fixture
def amir(clinic, staff_of):
    """The clinic's analyst."""
    return staff_of("amir", clinic, Membership.Role.ANALYST)


def act(person, verb, kind, key, *, within=(), **result):
    recorder.record(
        learner=person, organisation=person.organisation, verb=verb, skill=SKILL, within=within,
        activity=recorder.Activity(kind, key), result=recorder.Result(**result),
    )  # fmt: skip


@pytest.fixture
def crowd(clinic, monkeypatch):
    """Thirty patients and twenty caregivers: each opened a course and two lessons, and ended two tasks.

    Twenty patients forgot the medicine in "refill", five said too much; nobody erred in "note". All finished
    the first step of "one", thirty its second; a third lesson lies in another course.
    """
    patients = learners(clinic, 30, path="patient", language="en")
    carers = learners(clinic, 20, path="caregiver", language="es")
    for number, person in enumerate([*patients, *carers]):
        act(person, "initialized", "course", "start")
        for lesson in ("one", "two", "far"):
            act(person, "initialized", "lesson", lesson)
            place = [recorder.Activity("lesson", lesson)]
            for step in ("connect", "see") if number < 30 and lesson == "one" else ("connect",):
                act(person, "progressed", "lesson-step", f"{lesson}/{step}", within=place)
        made = [("no-medicine", number < 20), ("too-much", number < 5)]
        mistakes = tuple(slug for slug, is_made in made if is_made)
        act(person, "passed", "scenario", "refill", hints=0, mistakes=mistakes)
        act(person, "passed", "scenario", "note", hints=0)
    fold_everything()
    lessons = {activity_iri("course", "start"): [activity_iri("lesson", key) for key in ("two", "one")]}
    words = {activity_iri("scenario", "refill"): {"no-medicine": "You named no medicine."}}
    monkeypatch.setitem(contents._finders, "lessons", lambda *asked: lessons)
    monkeypatch.setitem(contents._finders, "mistakes", lambda *asked: words)
    return patients, carers


def text_of(response):
    """Returns a page's text with its white space in single blanks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def lines_of(response):
    """Returns the lines of a CSV file that are not empty."""
    return [line for line in csv.reader(io.StringIO(response.content.decode("utf-8-sig"))) if line]


def test_the_mistake_made_most_often_stands_with_its_share(client_for, amir, crowd):
    client = client_for(amir)
    words = text_of(client.get(f"{HOME}tasks/"))

    assert "refill: You named no medicine. 40% (20 of 50)" in words
    assert "too much" not in words  # of each task the most frequent one
    assert ["refill: You named no medicine.", "40% (20 of 50)"] in lines_of(
        client.get(f"{HOME}tasks/file.csv")
    )


def test_of_a_cut_no_mistake_is_told(client_for, amir, crowd):
    assert "no medicine" not in text_of(client_for(amir).get(f"{HOME}tasks/?path=patient"))


def test_nine_who_ended_a_try_tell_no_mistake(clinic, client_for, amir):
    for number, person in enumerate(learners(clinic, 12)):
        act(person, "attempted", "scenario", "refill")
        if number < 9:
            act(person, "failed", "scenario", "refill", mistakes=("no-medicine",))
    fold_everything()

    assert "no medicine" not in text_of(client_for(amir).get(f"{HOME}tasks/"))


def test_one_task_has_a_page_with_all_its_mistakes(client_for, amir, crowd):
    client = client_for(amir)
    assert f'href="{HOME}tasks/?task=refill"' in client.get(f"{HOME}tasks/").content.decode()
    page = client.get(f"{HOME}tasks/?task=refill")
    words = text_of(page)

    assert "You named no medicine. 40% (20 of 50)" in words
    assert "too much" not in words  # no task of ours names such a mistake
    assert '<option value="refill" selected>' in page.content.decode()
    assert "About: Everybody, all time. Task: refill" in words
    assert [line[0] for line in lines_of(client.get(f"{HOME}tasks/file.csv?task=refill"))].count(
        "refill"
    ) == 1


def test_one_course_has_a_page_with_its_lessons_in_their_order(client_for, amir, crowd):
    client = client_for(amir)
    rows = lines_of(client.get(f"{HOME}courses/file.csv?course=start"))

    assert f'href="{HOME}courses/?course=start"' in client.get(f"{HOME}courses/").content.decode()
    assert [line[0] for line in rows if line[0] in ("one", "two", "far")] == ["two", "one"]
    assert ["one", "50", "100%", "60%"] in [line[:4] for line in rows]
    assert "far" in text_of(client.get(f"{HOME}courses/"))


@pytest.mark.parametrize(
    "address", ["courses/?course=nothing", "tasks/?task=nothing", "tasks/file.csv?task=x"]
)
def test_there_is_no_page_of_what_nobody_did(client_for, amir, crowd, address):
    assert client_for(amir).get(f"{HOME}{address}").status_code == 404


def test_another_systems_activity_goes_by_its_whole_address():
    assert activity_sections.code("scenario", activity_iri("scenario", "refill")) == "refill"
    assert activity_sections.code("course", "https://other.example/a") == "https://other.example/a"


@pytest.mark.parametrize("name", ["people", "courses", "tasks", "check", f"skills/{SKILL}"])
def test_every_page_offers_the_filters_and_keeps_them(client_for, amir, crowd, name):
    page = client_for(amir).get(f"{HOME}{name}/?path=patient").content.decode()

    for query in ("path=caregiver", "months=3", "tongue=es"):
        assert f'href="{HOME}{name}/?{query}"' in page
    assert f'<a href="{HOME}{name}/?path=patient" aria-current="page">' in page
    assert f'href="{HOME}{name}/"' in page  # everybody
    if name in ("courses", "tasks"):
        assert '<input type="hidden" name="path" value="patient">' in page


def test_a_filter_keeps_the_task_and_a_task_the_filter(client_for, amir, crowd):
    page = client_for(amir).get(f"{HOME}tasks/?path=patient&task=refill").content.decode()

    assert f'href="{HOME}tasks/?path=caregiver&amp;task=refill"' in page
    assert f'href="{HOME}tasks/file.csv?path=patient&amp;task=refill"' in page
    assert "Patients. Task: refill" in page


def test_a_task_nobody_of_the_cut_began_has_an_empty_page(client_for, amir, crowd):
    client = client_for(amir)
    for name in ("tasks/?path=patient&task=note", "courses/?path=patient&course=start"):
        assert client.get(f"{HOME}{name}").status_code == 200
    for person in learners(crowd[0][0].organisation, 12):
        person.path = "helper"
        person.save()
        record(person, "tried")
    fold_everything()
    page = client.get(f"{HOME}tasks/?path=helper&task=refill")

    assert page.status_code == 200 and "Task: refill" in text_of(page)
    assert client.get(f"{HOME}tasks/?path=helper&task=nothing").status_code == 404


def test_caregivers_may_be_held_beside_patients_skill_by_skill(client_for, amir, crowd):
    client = client_for(amir)
    file = client.get(f"{HOME}caregivers/file.csv?skill={SKILL}").content.decode()

    assert "Can do alone,100% (20 of 20),100% (30 of 30)" in file
    assert (
        f'<option value="{SKILL}" selected>'
        in client.get(f"{HOME}caregivers/?skill={SKILL}").content.decode()
    )


def test_every_file_says_whom_it_is_about(client_for, amir, crowd, tmp_path):
    client, query = client_for(amir), "?path=patient&task=refill"
    about = "Patients. Task: refill"
    found = {kind: client.get(f"{HOME}tasks/file.{kind}{query}") for kind in ("csv", "xlsx", "parquet")}
    svg = client.get(f"{HOME}tasks/tasks.svg{query}")
    (tmp_path / "told.parquet").write_bytes(found["parquet"].content)
    with duckdb.connect(":memory:") as base:
        told = base.execute(f"SELECT DISTINCT about FROM '{tmp_path}/told.parquet'").fetchall()

    for kind, response in found.items():
        assert re.search(rf'filename="{OWN}-\d{{4}}-\d\d-\d\d\.{kind}"', response["Content-Disposition"])
    assert lines_of(found["csv"])[0] == [f"About: {about}"]
    assert load_workbook(io.BytesIO(found["xlsx"].content)).active["A1"].value == f"About: {about}"
    assert told == [(about,)]
    assert f"{about}. Lakeside" in "".join(ElementTree.fromstring(svg.content).itertext())
    assert "tasks-lakeside" in client.get(f"{HOME}tasks/file.csv")["Content-Disposition"]


def test_screen_csv_xlsx_parquet_and_picture_give_the_same_figures(client_for, amir, crowd, tmp_path):
    client = client_for(amir)
    for place in ("tasks", "tasks/?task=refill", "courses/?course=start", "check", "people/?path=patient"):
        name, _mark, query = place.partition("/?")
        page = text_of(client.get(f"{HOME}{name}/?{query}"))
        cells = {cell for line in lines_of(client.get(f"{HOME}{name}/file.csv?{query}")) for cell in line}
        (tmp_path / "told.parquet").write_bytes(client.get(f"{HOME}{name}/file.parquet?{query}").content)
        with duckdb.connect(":memory:") as base:
            told = base.execute(f"SELECT section, text FROM '{tmp_path}/told.parquet'").fetchall()
        assert told
        for section, words in told:
            assert words in cells
            assert words in page
            figure = client.get(f"{HOME}{name}/{section}.svg?{query}")
            if figure.status_code == 200:
                drawn = ElementTree.fromstring(figure.content).iter("{http://www.w3.org/2000/svg}text")
                assert words in [text.text for text in drawn] or not is_drawn(section, words)


def is_drawn(section, words):
    """Says whether a figure writes this value: of lines and stairs it draws the shares only."""
    return section in ("tasks", "mistakes", "courses", "check") and "%" in words


def test_without_pairs_the_self_check_says_why_and_offers_no_empty_file(clinic, client_for, amir):
    for person in learners(clinic, 12):
        record(person, "tried")
    fold_everything()
    client = client_for(amir)
    page = client.get(f"{HOME}check/")

    assert "The numbers show once 10 people took one two times." in text_of(page)
    assert "change.svg" not in page.content.decode()
    empty = client.get(f"{HOME}caregivers/").content.decode()
    assert "file.csv" not in empty and "file.parquet" not in empty


def test_what_an_audit_holds_back_is_not_called_a_small_group(clinic, client_for, amir, crowd):
    """All but three caregivers and two patients answered: the rest could be told by a difference."""
    patients, carers = crowd
    for person in [*patients[:28], *carers[:3]]:
        record(person, "says", skill=SKILL, score=1)
    fold_everything()
    words = text_of(client_for(amir).get(f"{HOME}skills/{SKILL}/?path=patient"))

    assert "“Not shown” means that a number is held back" in text_of(
        client_for(amir).get(f"{HOME}check/?path=patient")
    )
    assert "Says they do it" not in words
    assert "Says they do it 100% (31 of 31)" in text_of(client_for(amir).get(f"{HOME}skills/{SKILL}/"))


@pytest.mark.parametrize(("idle", "said"), [(0, "15"), (3, "not shown"), (12, "27")])
def test_a_class_says_how_many_joined_where_nobody_stands_out(clinic, client_for, amir, crowd, idle, said):
    made = StudyClass.objects.create(organisation=clinic, title="Tuesday", ends_on=date(2999, 1, 1))
    people = [*crowd[0][:15], *learners(clinic, idle)]
    ClassMember.objects.bulk_create(
        [ClassMember(study_class=made, learner=one, nickname=f"n{one.pk}") for one in people]
    )
    words = text_of(client_for(amir).get(f"{HOME}classes/?class=class-{made.key.hex}"))

    assert f"Joined the class {said} Came here 100% (15 of 15)" in words


def test_the_figure_is_reached_and_named(client_for, amir, crowd):
    page = client_for(amir).get(f"{HOME}courses/").content.decode()

    assert re.search(
        r'role="img" tabindex="0" aria-label="Where people stop in a lesson\. People stop most', page
    )
    assert 'aria-live="polite"' in page
    assert "<style" not in page and "onclick" not in page
