"""The insights pages: who may see them, what they say, and that all of them say the same."""

import csv
import io
import json
import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone

from analytics import charts, picture, report
from analytics.metrics import gap_matrix
from analytics.models import Presence, Standing
from lms.demo.models import DemoProgress
from lms.organisations.models import Membership
from lms.skills import links
from tests.analytics.conftest import fold_everything, learners, record

pytestmark = pytest.mark.django_db
NO_NUMBER = ("fewer than 10", "no task yet", "not shown")
PAGE, FIGURE, FILE = "/en/insights/", "/en/insights/figure.json", "/en/insights/gaps/file.csv"


@pytest.fixture
def amir(clinic, staff_of):
    """The clinic's analyst."""
    return staff_of("amir", clinic, Membership.Role.ANALYST)


@pytest.fixture(autouse=True)
def places(monkeypatch):
    """A lesson and a task for every skill, so that these tests need no course and no scenario."""

    def lessons(*, skills, organisation, language):
        return {skill: [links.Link(f"Learn {skill}", f"/{language}/learn/{skill}/", 8)] for skill in skills}

    def tasks(*, skills, organisation, language):
        return {"medicines-refills": [links.Link("Ask for a refill", f"/{language}/practice/refill/", 5)]}

    monkeypatch.setitem(links._finders, "lesson", lessons)
    monkeypatch.setitem(links._finders, "practice", tasks)


@pytest.fixture
def twelve(clinic):
    """Twelve people: nine tried refills, three of them alone; ten told about messages, seven said often."""
    people = learners(clinic, 12)
    for number, person in enumerate(people):
        record(person, "learned", skill="messaging")
        if number < 10:
            record(person, "says", score=1 if number < 7 else 0)
        if number < 9:
            record(person, "tried", skill="medicines-refills", mode="guided")
            record(person, "passed", skill="medicines-refills", hints=0 if number < 3 else 1)
    fold_everything()
    return people


def test_a_visitor_is_asked_to_sign_in(client_for, clinic):
    for address in (PAGE, FIGURE, FILE):
        response = client_for().get(address)
        assert response.status_code == 302
        assert "/accounts/login/" in response["Location"]


def test_a_learner_is_told_whom_the_page_is_for(client_for, ruth):
    for address in (PAGE, FIGURE, FILE):
        response = client_for(ruth).get(address)
        assert response.status_code == 403
        assert "for analysts" in response.content.decode()


def test_an_author_is_no_analyst(client_for, noor):
    assert client_for(noor).get(PAGE).status_code == 403


def test_an_admin_of_the_organisation_may_look(client_for, clinic, staff_of):
    dana = staff_of("dana", clinic, Membership.Role.ADMIN)

    assert client_for(dana).get(PAGE).status_code == 200


def test_another_organisations_analyst_sees_nothing(client_for, nonprofit, staff_of, twelve):
    gwen = staff_of("gwen", nonprofit, Membership.Role.ANALYST)

    for address in (PAGE, FIGURE, FILE):
        response = client_for(gwen).get(address)
        assert response.status_code == 403
        assert "Medicines and refills" not in response.content.decode()
    assert "nobody has learned here" in client_for(gwen, host="localhost").get(PAGE).content.decode()


def text_of(response):
    """Returns a page's text with its white space in single blanks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def test_the_page_begins_with_where_people_are_stuck(client_for, amir, twelve):
    text = text_of(client_for(amir).get(PAGE))

    assert "Medicines and refills is where your people are stuck: 75% tried, 25% could do it alone." in text


def test_it_goes_on_with_what_to_do(client_for, amir, twelve):
    page = client_for(amir).get(PAGE).content.decode()

    assert "6 of 12 people tried and could not do it alone yet" in text_of(client_for(amir).get(PAGE))
    assert 'href="/en/practice/refill/"' in page
    assert 'href="/en/learn/medicines-refills/"' in page
    assert page.count('<li class="card">') == 3


def test_the_page_speaks_the_readers_language(client_for, amir, twelve):
    page = client_for(amir).get("/es/insights/").content.decode()

    assert "Medicinas y resurtidos" in page
    assert 'href="/es/practice/refill/"' in page


class Table(HTMLParser):
    """Reads the cells of a page's table, by row header."""

    def __init__(self, page):
        super().__init__()
        self.rows, self.is_in_body, self.is_in_cell = [], False, False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.is_in_body = (self.is_in_body or tag == "tbody") and tag != "table"
        if self.is_in_body and tag == "tr":
            self.rows.append([])
        self.is_in_cell = self.is_in_body and tag in ("th", "td")
        if self.is_in_cell:
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        self.is_in_cell = False
        if tag == "table":
            self.is_in_body = False

    def handle_data(self, data):
        if self.is_in_cell:
            self.rows[-1][-1] += data


def numbers_on_page(response):
    """Returns {title: [(percent, count, of) or None for each measure]} from the table of the page."""
    found = {}
    for header, *cells in Table(response.content.decode()).rows:
        found[header] = [_share(cell) for cell in cells]
    return found


def numbers_in_file(response):
    """Returns the same from the CSV file."""
    rows = [row for row in csv.reader(io.StringIO(response.content.decode("utf-8-sig"))) if len(row) == 5]
    return {header: [_share(cell) for cell in cells] for header, *cells in rows[1:]}


def _share(cell):
    """Returns (percent, count, of) of a cell, None where it has no number."""
    share = re.fullmatch(r"(\d+)% \((\d+) of (\d+)\)", cell)
    assert share or cell in NO_NUMBER
    return share and tuple(map(int, share.groups()))


def numbers_in_figure(response, titles):
    """Returns the same from the marks of the Plotly figure; each mark must stand at its number."""
    found = {}
    traces = {trace["meta"]: trace for trace in response.json()["data"]}
    for place, name in enumerate(charts.MEASURES):
        trace = traces[name]
        for x, (skill, count, of, percent) in zip(trace["x"], trace["customdata"], strict=True):
            assert x == percent
            found.setdefault(titles[skill], [None] * 4)[place] = (percent, count, of)
    return found


@pytest.mark.parametrize("query", ["", "?path=patient", "?months=3", "?tongue=en"])
def test_page_file_and_figure_give_the_same_numbers(client_for, amir, clinic, twelve, query):
    client = client_for(amir)
    page = numbers_on_page(client.get(PAGE + query))
    file = numbers_in_file(client.get(FILE + query))
    titles = report.make(clinic, language="en").titles
    figure = numbers_in_figure(client.get(FIGURE + query), titles)

    assert len(page) == 13
    assert page == file
    assert page["Medicines and refills"] == [None, (0, 0, 12), (75, 9, 12), (25, 3, 12)]
    assert figure
    assert {title: page[title] for title in figure} == figure


def test_the_servers_picture_stands_at_the_same_numbers(clinic, twelve):
    matrix = gap_matrix(clinic)
    drawn = picture.draw(matrix, {})

    (refills,) = [row for row in drawn.rows if row.skill == "medicines-refills"]
    assert (refills.band_from, refills.band_to) == ("26.5%", "73.5%")
    assert "75% (9 of 12)" in refills.summary
    assert refills.text == "75% tried, 25% can do it alone"
    assert len(drawn.rows) + len(drawn.untouched) == 13


def test_a_skill_without_a_task_is_not_called_untried(client_for, amir, clinic, twelve):
    client = client_for(amir)
    page, figure = client.get(PAGE), client.get(FIGURE).json()
    rows = {header: cells for header, *cells in Table(page.content.decode()).rows}
    lines = csv.reader(io.StringIO(client.get(FILE).content.decode("utf-8-sig")))
    file = {row[0]: row[1:] for row in lines if row}

    assert rows["Messages"][2:] == ["no task yet", "no task yet"]
    assert file["Messages"][2:] == ["no task yet", "no task yet"]
    assert file["Medicines and refills"][2] == "75% (9 of 12)"
    notes = [note["text"] for note in figure["layout"]["annotations"]]
    assert "no task yet" in notes
    assert "nobody has tried a task" not in notes
    drawn = re.search(r"<strong>Messages</strong>.*?</li>", page.content.decode(), re.S)[0]
    assert 'class="band"' not in drawn


def test_the_page_looks_back_as_far_as_it_is_asked(client_for, amir, clinic, twelve):
    page = client_for(amir).get(f"{PAGE}?months=3").content.decode()

    assert '<a href="/en/insights/?months=3" aria-current="page">Last 3 months</a>' in page
    assert '<a href="/en/insights/?path=patient">Patients</a>' in page
    assert "gaps/file.csv?months=3" in page


def test_one_cut_at_a_time_is_made(client_for, amir, clinic, twelve):
    page = client_for(amir).get(f"{PAGE}?path=patient&months=3&tongue=en").content.decode()

    assert page.count('aria-current="page"') == client_for(amir).get(PAGE).content.decode().count(
        'aria-current="page"'
    )
    assert 'gaps/file.csv?path=patient&amp;months=3&amp;tongue=en"' in page


def test_months_before_the_window_are_left_out(client_for, amir, clinic, twelve):
    long_ago = timezone.localdate().replace(day=1) - timedelta(days=200)
    long_ago = long_ago.replace(day=1)
    Presence.objects.all().update(month=long_ago)
    Standing.objects.all().update(month=long_ago)
    client = client_for(amir)

    assert "nobody has learned here" in text_of(client.get(f"{PAGE}?months=3"))
    assert "12 people" not in text_of(client.get(f"{PAGE}?months=3"))
    assert numbers_on_page(client.get(f"{PAGE}?months=12")) == numbers_on_page(client.get(PAGE))


@pytest.mark.parametrize("months", ["0", "-1", "7", "x", "3000000000000000000000", "<b>"])
def test_months_that_are_not_offered_are_all_time(client_for, amir, twelve, months):
    client = client_for(amir)

    page = client.get(PAGE, {"months": months})

    assert numbers_on_page(page) == numbers_on_page(client.get(PAGE))


def test_a_small_group_is_hidden_everywhere(client_for, amir, clinic):
    for person in learners(clinic, 9):
        record(person, "tried")
        record(person, "says", score=1)
    fold_everything()
    client = client_for(amir)

    text = text_of(client.get(PAGE))
    assert "Too few people to show" in text
    assert "Messages" not in text
    assert not re.search(r"\d+%", text)
    assert not any(any(shares) for shares in numbers_in_file(client.get(FILE)).values())
    assert all(not trace["x"] for trace in client.get(FIGURE).json()["data"])
    assert not client.get(FIGURE).json()["layout"].get("annotations")


def test_a_path_of_a_few_is_hidden_and_so_is_its_rest(client_for, amir, clinic, twelve):
    for person in learners(clinic, 3, path="caregiver"):
        record(person, "tried")
    fold_everything()

    for path in ("patient", "caregiver"):
        assert "Too few people to show" in text_of(client_for(amir).get(f"{PAGE}?path={path}"))
    assert "Too few" not in text_of(client_for(amir).get(PAGE))


def test_a_path_that_does_not_exist_is_everybody(client_for, amir, twelve):
    client = client_for(amir)

    assert numbers_on_page(client.get(f"{PAGE}?path=<b>")) == numbers_on_page(client.get(PAGE))


def test_an_empty_page_says_what_to_do(client_for, amir):
    text = text_of(client_for(amir).get(PAGE))

    assert "nobody has learned here" in text
    assert "Give them the address of this site" in text


def test_the_page_says_what_is_not_counted_yet(client_for, amir, clinic, twelve):
    assert "Still counting" not in text_of(client_for(amir).get(PAGE))
    record(learners(clinic, 1)[0], "tried")
    DemoProgress.objects.say("people who learn", done=30, of=300)

    text = text_of(client_for(amir).get(PAGE))

    assert "1 thing that somebody did is not in the numbers yet." in text
    assert "30 of 300" in text


def test_what_waits_elsewhere_is_none_of_our_business(client_for, amir, nonprofit, twelve):
    record(learners(nonprofit, 1)[0], "tried")

    assert "Still counting" not in text_of(client_for(amir).get(PAGE))


def test_the_file_opens_in_spreadsheets(client_for, amir, twelve):
    response = client_for(amir).get(FILE)

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="insights-gaps-lakeside-')
    assert response.content.decode().startswith('\ufeff"About: Everybody, all time"')


def test_nobody_keeps_a_copy_on_the_way(client_for, amir, twelve):
    for address in (PAGE, FIGURE, FILE):
        response = client_for(amir).get(address)
        assert "private" in response["Cache-Control"]
        assert "no-store" in response["Cache-Control"]


def test_how_it_is_measured_is_open_to_everybody(client_for, clinic):
    text = text_of(client_for().get("/en/insights/how/"))

    assert "fewer than 10 people" in text
    assert "without hints" in text


def test_the_page_asks_little_of_the_database(
    client_for, amir, clinic, twelve, django_assert_max_num_queries
):
    with django_assert_max_num_queries(9):  # one of them whether there are kept figures
        found = report.make(clinic, language="en")
        assert report.may_read(amir, clinic)
        assert found.finding.kind == "stuck"
        assert found.things
        report.behind(clinic)
    client = client_for(amir)
    client.get(PAGE)
    with django_assert_max_num_queries(16):
        client.get(PAGE)


def test_drawing_asks_nothing_of_the_database(clinic, twelve, django_assert_num_queries):
    found = report.make(clinic, language="en")
    with django_assert_num_queries(0):
        charts.figure(found.matrix, found.titles)
        drawn = picture.draw(found.matrix, found.titles)
        render_to_string("analytics/picture.html", {"picture": drawn})


def test_plotly_finds_what_keeps_it_from_writing_styles_into_the_page(client_for, amir, twelve):
    page = client_for(amir).get(PAGE).content.decode()
    (vendored,) = Path(finders.find("analytics/vendor")).glob("plotly-basic-*.min.js")
    code = vendored.read_text()

    assert 'id="plotly.js-style-global" class="no-inline-styles"' in page
    assert ".no-inline-styles" in code
    guarded = set(re.findall(r'document\.getElementById\("([0-9a-f]{64})"\)', code))
    assert guarded and all(f'id="{key}"' in page for key in guarded)


def test_the_vendored_plotly_suits_the_python_one_and_has_its_licence():
    import plotly

    folder = Path(finders.find("analytics/vendor"))
    (vendored,) = folder.glob("plotly-basic-*.min.js")
    version = re.search(r"plotly-basic-(.+)\.min\.js", vendored.name)[1]
    bundled = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text()[:200]

    assert f"v{version}" in bundled
    assert f"v{version}" in vendored.read_text()[:200]
    assert "MIT License" in (folder / f"plotly-basic-{version}.LICENSE.txt").read_text()


def test_the_figure_is_plain_data(client_for, amir, twelve):
    figure = client_for(amir).get(FIGURE).json()

    assert {trace["type"] for trace in figure["data"]} == {"scatter"}
    assert set(figure["layout"]["template"]) <= {"data"}
    assert "http" not in json.dumps(figure)
