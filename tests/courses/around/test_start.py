"""Finding one's way: goals, what one knows, the map, helping, the card, questions and answers."""

import re

import pytest

from courses.around.start import goals, mapping
from courses.around.start.models import KnownLesson
from courses.notebook.models import NotebookEntry
from courses.progress import actions
from courses.progress.models import Enrolment, LessonProgress
from lms import qr
from lms.people import actions as people
from lms.people import export
from lms.skills import SLUGS

pytestmark = pytest.mark.django_db
COURSE = "start-here"
PAGES = [
    "search/", "ask/", "ask/thanks/", "start/", "start/messaging/", f"known/{COURSE}/", f"map/{COURSE}/",
    "card/", "helping/", f"helping/{COURSE}/what-a-portal-is/", "faq/", "newsletter/", "newsletter/sent/",
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_within_12_queries(
    client_for, loaded, count_rows, address, language, django_assert_max_num_queries
):
    before = count_rows()
    client = client_for()
    client.get(f"/{language}/learn/")

    with django_assert_max_num_queries(12):
        response = client.get(f"/{language}/{address}")

    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1
    assert count_rows() == before


@pytest.mark.parametrize(
    "address", ["start/flying/", "known/nothing/", "map/nothing/", "helping/start-here/none/"]
)
def test_what_is_not_there_is_not_found(client_for, loaded, address):
    assert client_for().get(f"/en/{address}").status_code == 404
    assert client_for(host="localhost").get(f"/en/map/{COURSE}/").status_code == 404


def test_there_is_a_goal_for_every_skill():
    assert {goal.skill for goal in goals.GOALS} == set(SLUGS)
    assert goals.ordered("caregiver")[0].skill == "proxy-access"
    assert len(goals.ordered("helper")) == len(goals.GOALS)


def test_a_goal_leads_to_its_first_lesson(client_for, loaded):
    page = client_for().get("/en/start/getting-started/")

    assert page.context["lesson"].url == "/en/learn/start-here/what-a-portal-is/"


def answers(client, is_right):
    form = client.get(f"/en/known/{COURSE}/").context["form"]
    return {
        f"q{lesson.pk}-{one.pk}": one.right() if is_right else next(
            o.value["key"] for o in one.options if not o.value["is_right"]
        )
        for lesson, found in form.asked
        for one in found
    }  # fmt: skip


def test_what_one_knows_is_marked_as_known_and_not_as_learned(client_for, guest, loaded):
    client = client_for(guest)
    given = answers(client, True)
    assert given

    response = client.post(f"/en/known/{COURSE}/", given)
    client.post(f"/en/known/{COURSE}/", given)

    assert response["Location"] == f"/en/map/{COURSE}/"
    assert KnownLesson.objects.for_learner(guest).count() == len({name.split("-")[0] for name in given})
    assert not LessonProgress.objects.exists() and not Enrolment.objects.exists()
    assert "You know this" in client.get(f"/en/map/{COURSE}/").content.decode()
    course = client.get(f"/en/learn/{COURSE}/")
    assert not course.context["is_done"]


@pytest.mark.parametrize("given", [{}, None])
def test_wrong_or_no_answers_mark_nothing(client_for, guest, loaded, given):
    client = client_for(guest)

    client.post(f"/en/known/{COURSE}/", answers(client, False) if given is None else given)

    assert not KnownLesson.objects.exists()


def test_that_no_question_needs_an_answer_is_said_once(client_for, loaded):
    page = client_for().get(f"/en/known/{COURSE}/").content.decode()

    assert "Leave the rest empty" in page
    assert "(if you like)" not in page


def test_a_stranger_sees_nothing_of_what_one_knows(client_for, ruth, cleo, lesson):
    KnownLesson.objects.create(learner=ruth, lesson_key=lesson.translation_key)

    assert "You know this" in client_for(ruth).get(f"/en/map/{COURSE}/").content.decode()
    assert "You know this" not in client_for(cleo).get(f"/en/map/{COURSE}/").content.decode()
    assert export.of(ruth)["known lessons"][0]["lesson"] == lesson.title
    assert export.of(cleo)["known lessons"] == []


def test_a_guest_keeps_what_they_know_when_signing_in(ruth, guest, lesson, other_lesson):
    for learner, one in ((ruth, lesson), (guest, lesson), (guest, other_lesson)):
        KnownLesson.objects.create(learner=learner, lesson_key=one.translation_key)

    people.adopt_guest(user=ruth.user, guest=guest)

    assert KnownLesson.objects.for_learner(ruth).count() == KnownLesson.objects.count() == 2


def test_the_map_links_every_lesson_twice_and_shows_progress(client_for, guest, clinic, lesson):
    actions.finish_step(learner=guest, organisation=clinic, lesson=lesson, step="see")

    page = client_for(guest).get(f"/en/map/{COURSE}/").content.decode()
    main = page.split("<main")[1].split("</main")[0]

    assert main.count('href="/en/learn/start-here/what-a-portal-is/"') == 2
    assert "(Started)" in main.split("<desc")[1].split("</desc")[0]
    assert "style=" not in main


def test_boxes_of_the_map_do_not_overlap_and_words_fit():
    class Lesson:
        title = "A rather long title of a lesson that goes over two lines or even three"

    drawn = mapping._drawn(
        {"messaging": [(Lesson, "", "", "/a/")] * 3, "documents": [(Lesson, "", "", "/b/")]}, {}
    )
    boxes = drawn["boxes"]

    assert all(one.y + one.height <= two.y for one, two in zip(boxes, boxes[1:], strict=False))
    assert all(len(line) <= mapping.LETTERS for box in boxes for _y, line in box.lines)
    assert boxes[-1].y + boxes[-1].height <= drawn["height"]
    assert all(box.height >= 48 for box in boxes)


def test_a_script_comes_from_the_lesson(client_for, lesson):
    page = client_for().get(f"/en/helping/{COURSE}/{lesson.slug}/").content.decode()

    assert lesson.connect_question.split("“")[0][:20] in page
    assert "Hands off the keyboard" in page


def test_the_card_is_kept_in_ones_notebook_only_and_only_if_asked(client_for, guest, loaded):
    client = client_for(guest)
    page = client.get(f"/en/card/?lesson={COURSE}/what-a-portal-is")
    key = page.context["form"]["form_key"].value()
    assert page.context["url"].endswith("/en/learn/start-here/what-a-portal-is/")

    client.post(
        "/en/card/", {"form_key": key, "portal": "Lake Portal", "number": "555-0100", "step": "Sign in"}
    )

    entry = NotebookEntry.objects.for_learner(guest).get()
    assert "Lake Portal" in entry.text and "Sign in" in entry.text


def test_an_empty_card_says_so(client_for, guest, loaded):
    key = client_for(guest).get("/en/card/").context["form"]["form_key"].value()

    response = client_for(guest).post("/en/card/", {"form_key": key})

    assert response.status_code == 422
    assert not NotebookEntry.objects.exists()


def test_the_code_is_a_square_with_its_three_corners():
    code = qr.drawn("http://lakeside.localhost:8000/en/")
    dark = set(re.findall(r"M(\d+) (\d+)h", code.path))
    last = str(code.side - qr.QUIET - 1)
    first = str(qr.QUIET)

    assert {(first, first), (last, first), (first, last)} <= dark
    assert all(qr.QUIET <= int(x) <= int(last) for pair in dark for x in pair)


def test_faq_answers_stand_under_their_own_anchors(client_for, loaded):
    page = client_for().get("/en/faq/").content.decode()
    main = page.split("<main")[1].split("</main")[0]

    assert main.count("<details") >= 25
    assert 'id="share-password"' in main
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
