"""What can be taken along from a course: made from the lessons, whole, and nobody's own."""

import io
import re
import zipfile

import pytest

from courses.takeaway import content, pack, papers
from lms.pdf.tagged import FOOT, TaggedPdf

pytestmark = pytest.mark.django_db


def pages_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def files(loaded, course):
    return pages_of(pack.write(course, language="en", organisation=loaded, policy=loaded.policy))


def test_a_pack_holds_every_lesson_and_leads_nowhere_outside(files):
    pages = {name: data.decode() for name, data in files.items() if name.endswith(".html")}

    assert len(pages) == 3
    for name, page in pages.items():
        assert "<script" not in page and "csrf" not in page
        for link in re.findall(r'(?:href|src)="([^"]+)"', page):
            assert f"start-here/{link}" in files, f"{name} leads to {link}"
        assert page.count("<h1") == 1


def test_a_pack_tells_what_fits_and_why(files, lesson):
    page = files["start-here/01-what-a-portal-is.html"].decode()

    assert lesson.connect_question in page.replace("&#x27;", "'")
    assert "This fits." in page and "This does not fit." in page


def test_the_same_lessons_make_the_same_pack(loaded, course):
    one, other = (
        pack.write(course, language="en", organisation=loaded, policy=loaded.policy) for _number in range(2)
    )

    assert one == other


def test_a_pack_that_is_too_large_is_refused(loaded, course, monkeypatch):
    monkeypatch.setattr(pack, "MOST_BYTES", 10)

    with pytest.raises(pack.TooLarge):
        pack.write(course, language="en", organisation=loaded, policy=loaded.policy)


def test_what_an_author_changes_is_in_the_next_paper(lesson, course):
    lesson.title = "A title nobody had before"
    lesson.save_revision().publish()

    found = content.lessons(course, "en", organisation=None)
    assert "A title nobody had before" in [one.page.title for one in found]


@pytest.mark.parametrize("make", [papers.slides, papers.guide, papers.handouts])
def test_papers_are_tagged_and_name_their_language(course, make):
    data = make(course, "en", organisation=None)

    assert data.startswith(b"%PDF")
    assert b"/StructTreeRoot" in data and b"/Lang (en)" in data
    assert len(re.findall(rb"/Type /Page\b", data)) >= 2


def sheets(data):
    return len(re.findall(rb"/Type /Page\b", data))


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_long_handout_is_one_sheet_in_smaller_letters(course, lesson, language, monkeypatch):
    line = lesson.summary[0]
    lesson.summary = [(line.block_type, "Write it down at once, with the time, on the same page. " * 2)] * 9
    lesson.save_revision().publish()

    def made():
        return sheets(papers.handouts(course, language, organisation=None))

    assert made() == len(content.lessons(course, language, organisation=None))
    monkeypatch.setattr(papers, "SHEET_LETTERS", papers.SHEET_LETTERS[:1])
    assert made() > len(content.lessons(course, language, organisation=None))


class Noted(TaggedPdf):
    """A paper that remembers what is written on which page."""

    def __init__(self, **about):
        super().__init__(**about)
        self.said = []

    def write_part(self, kind, text, **how):
        self.said.append((self.page, kind, text))
        super().write_part(kind, text, **how)


def test_a_heading_stays_with_the_first_line_under_it():
    pdf = Noted(title="x", language="en")
    pdf.add_page()
    pdf.set_y(pdf.h - FOOT - 10)
    pdf.put_list("What to do", ["Look.", "[   ] Done", "____"])

    assert pdf.said == [
        (2, "H3", "What to do"),
        (2, "P", "• Look."),
        (2, "P", "[   ] Done"),
        (2, "P", "____"),
    ]


def test_every_slide_has_its_heading_and_a_lesson_its_drawing(course, monkeypatch):
    made = []
    monkeypatch.setattr(papers, "TaggedPdf", lambda **about: made.append(Noted(**about)) or made[0])
    data = papers.slides(course, "en", organisation=None)
    headed = {page for page, kind, _text in made[0].said if kind != "P"}

    assert headed == {page for page, _kind, _text in made[0].said} == set(range(1, sheets(data) + 1))
    assert data.count(b"/S /Figure") == len(content.lessons(course, "en", organisation=None))


@pytest.mark.parametrize("language", ["en", "es"])
def test_everybody_can_take_them_along(loaded, client_for, language):
    client = client_for()
    slug = re.search(
        rf'"/{language}/take/([-\w]+)/"', client.get(f"/{language}/learn/start-here/", follow=True).text
    )[1]
    page = client.get(f"/{language}/take/{slug}/")

    for link in re.findall(rf'"(/{language}/take/[^"]+/(?:download|pdf)/)"', page.text):
        response = client.get(link)
        assert response.status_code == 200
        assert "attachment" in response["Content-Disposition"]
    assert page.text.count("/take/") >= 4
    assert "pw_learner" not in client.cookies


def test_another_sites_course_is_not_there(loaded, nonprofit, client_for):
    assert client_for(host="localhost").get("/en/take/start-here/").status_code == 404
    assert client_for().get("/en/take/no-such-course/").status_code == 404


def test_a_course_that_is_not_published_is_not_there(course, client_for):
    course.unpublish()

    assert client_for().get("/en/take/start-here/").status_code == 404
    assert client_for().get("/en/take/start-here/pack/download/").status_code == 404


def test_the_page_asks_the_database_little(loaded, client_for, django_assert_max_num_queries):
    client = client_for()
    client.get("/en/take/start-here/")

    with django_assert_max_num_queries(5):
        client.get("/en/take/start-here/")
