"""The insights pages beside the overview: who sees them, what they say, and that files say the same."""

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from lms.organisations.models import Membership
from tests.analytics.conftest import fold_everything, learners, record

pytestmark = pytest.mark.django_db
NAMES = ("people", "courses", "tasks", "check", "skills/medicines-refills")
HOME = "/en/insights/"


@pytest.fixture
def amir(clinic, staff_of):
    """The clinic's analyst."""
    return staff_of("amir", clinic, Membership.Role.ANALYST)


@pytest.fixture
def twelve(clinic):
    """Twelve people: nine tried refills, three of them alone; ten said how often they do it, seven often."""
    people = learners(clinic, 12)
    for number, person in enumerate(people):
        record(person, "learned", skill="medicines-refills")
        if number < 10:
            record(person, "says", skill="medicines-refills", score=1 if number < 7 else 0)
        if number < 9:
            record(person, "tried", skill="medicines-refills", mode="guided")
            record(person, "passed", skill="medicines-refills", hints=0 if number < 3 else 1)
    fold_everything()
    return people


def text_of(response):
    """Returns a page's text with its white space in single blanks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("name", NAMES)
def test_only_those_who_may_read_see_a_page_or_its_file(
    client_for, clinic, nonprofit, ruth, staff_of, twelve, name
):
    stranger = staff_of("gwen", nonprofit, Membership.Role.ANALYST)

    for address in (f"{HOME}{name}/", f"{HOME}{name}/file.csv", f"{HOME}{name}/file.xlsx"):
        assert client_for().get(address).status_code == 302
        assert client_for(ruth).get(address).status_code == 403
        response = client_for(stranger).get(address)
        assert response.status_code == 403
        assert "75%" not in response.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_page_and_files_say_the_same(client_for, amir, twelve, name, django_assert_max_num_queries):
    client = client_for(amir)
    client.get(f"{HOME}{name}/")  # the first request fills caches of site and language
    with django_assert_max_num_queries(15) as asked:
        page = client.get(f"{HOME}{name}/")
    assert not [query for query in asked.captured_queries if "analytics_statement" in query["sql"]]
    words = text_of(page).replace("&#x27;", "'")
    lines = list(csv.reader(io.StringIO(client.get(f"{HOME}{name}/file.csv").content.decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(client.get(f"{HOME}{name}/file.xlsx").content))
    sheets = [[[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)] for sheet in book]
    assert all(rows[0][0] == lines[0][0] for rows in sheets)  # whom it is about
    cells = [lines[0], *(row for rows in sheets for row in rows[1:])]

    for line in filter(None, lines):
        assert all(cell in words for cell in line)
    assert [[cell for cell in row if cell] for row in cells if any(row)] == [
        [cell for cell in line if cell] for line in lines if any(line)
    ]


def test_a_skills_page_says_what_was_counted(client_for, amir, twelve):
    words = text_of(client_for(amir).get(f"{HOME}skills/medicines-refills/"))

    assert "Says they do it 70% (7 of 10)" in words
    assert "Can do alone 25% (3 of 12)" in words
    assert "Says yes, but could not do it alone fewer than 10" in words  # nine answered and tried


def test_the_way_people_take_starts_with_all(client_for, amir, twelve):
    words = text_of(client_for(amir).get(f"{HOME}people/"))

    assert "Came here 100% (12 of 12)" in words
    assert "Practiced a task 75% (9 of 12)" in words


def test_a_small_group_has_no_numbers_and_no_file(client_for, amir, clinic):
    for person in learners(clinic, 9):
        record(person, "passed", skill="medicines-refills", hints=0)
    fold_everything()

    for name in NAMES:
        page = client_for(amir).get(f"{HOME}{name}/")
        assert "Too few people to show" in text_of(page)
        assert "file.csv" not in page.content.decode()
        assert "%" not in client_for(amir).get(f"{HOME}{name}/file.csv").content.decode()


def test_a_language_of_a_few_is_hidden(client_for, amir, clinic, twelve):
    for person in learners(clinic, 3, path="caregiver", language="es"):
        record(person, "tried")
    fold_everything()

    for query in ("?tongue=es", "?tongue=en", "?path=caregiver"):
        assert "Too few people to show" in text_of(client_for(amir).get(f"{HOME}people/{query}"))
    assert "Came here" in text_of(client_for(amir).get(f"{HOME}people/"))


@pytest.mark.parametrize("name", ["nothing", "skills/nothing"])
def test_there_is_no_such_page(client_for, amir, name):
    assert client_for(amir).get(f"{HOME}{name}/").status_code == 404
