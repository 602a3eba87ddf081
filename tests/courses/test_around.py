"""Around the lessons: lists, my page, links, merging, previews, query counts, languages."""

import re

import pytest
from django.test import Client
from wagtail.models import Page

from analytics.xapi.addresses import activity_iri
from courses import links
from courses.notebook import actions as notebook
from courses.notebook.models import NotebookEntry
from courses.pages import CoursePage
from courses.progress import actions
from courses.progress.models import ActivityAnswer, Enrolment, LessonProgress
from lms.people import actions as people
from lms.people import export
from lms.site import freshness, kept
from lms.skills import links as places

pytestmark = pytest.mark.django_db
SITE = ["/en/", "/en/learn/", "/en/learn/start-here/", "/en/words/", "/en/caregivers/", "/en/my/"]


def act(learner, clinic, lesson, *done):
    for step in done:
        actions.finish_step(learner=learner, organisation=clinic, lesson=lesson, step=step)


@pytest.mark.parametrize("address", [*SITE, *[one.replace("/en/", "/es/") for one in SITE]])
def test_every_page_opens_for_a_visitor(client_for, loaded, address, count_rows):
    before = count_rows()

    assert client_for().get(address).status_code == 200
    assert count_rows() == before


@pytest.mark.parametrize("part", ["", "connect/", "see/", "try/", "reflect/", "plan/", "done/"])
def test_a_lesson_page_costs_a_guest_at_most_8_queries(
    client_for, url, guest, clinic, lesson, part, django_assert_max_num_queries, settings, monkeypatch
):
    """The first page after a change of content: what only the site's first page asks for is known already."""
    settings.READY_PAGE_SECONDS = 60
    monkeypatch.setattr(kept, "_is_settled", lambda: True)
    monkeypatch.setattr(freshness, "current", lambda: "mark")
    kept.clear()
    act(guest, clinic, lesson, "connect")
    client = client_for(guest)
    client.get("/en/learn/")  # the site's root paths are in the cache from here on

    with django_assert_max_num_queries(8 if part != "done/" else 10):
        response = client.get(url + part)

    assert response.status_code == 200
    kept.clear()


def test_a_course_costs_at_most_10_queries_whatever_its_length(
    client_for, loaded, guest, clinic, lesson, own_lesson, django_assert_max_num_queries
):
    act(guest, clinic, lesson, "connect")
    for number in range(12):
        own_lesson(f"more-{number}")
    client = client_for(guest)
    client.get("/en/learn/")

    with django_assert_max_num_queries(10):
        response = client.get("/en/learn/start-here/")

    assert len(response.context["lessons"]) == 14


def test_rendering_a_lesson_costs_no_query(client_for, url, guest, django_assert_num_queries, monkeypatch):
    from django.db import connection
    from django.template.response import TemplateResponse
    from django.test.utils import CaptureQueriesContext

    seen = []
    render = TemplateResponse.render

    def counted(self):
        with CaptureQueriesContext(connection) as queries:
            response = render(self)
        seen.append([query["sql"] for query in queries])
        return response

    client = client_for(guest)
    client.get(url)
    monkeypatch.setattr(TemplateResponse, "render", counted)

    for part in ("", "connect/", "see/", "try/", "reflect/", "plan/", "done/"):
        client.get(url + part)

    assert seen == [[]] * 7


def test_my_page_shows_what_one_has_going(client_for, url, ruth, clinic, lesson):
    act(ruth, clinic, lesson, "connect", "see")
    notebook.keep(learner=ruth, lesson_key=lesson.translation_key, place="connect", prompt="?", text="A note")

    page = client_for(ruth).get("/en/my/")

    assert page.context["resume"].title == "What a portal is"
    assert [row["state"] for row in page.context["courses"]] == ["Started"]
    assert page.context["note_count"] == 1
    assert not page.context["is_guest"]


@pytest.mark.parametrize(
    ("role", "places"),
    [
        ("author", ["/admin/"]),
        ("publisher", ["/admin/"]),
        ("analyst", ["/en/insights/"]),
        ("admin", ["/en/insights/", "/admin/"]),
    ],
)
def test_my_page_leads_staff_to_their_work(client_for, staff_of, loaded, clinic, role, places):
    user = staff_of("kim", clinic, role)

    page = client_for(user).get("/en/my/")

    assert [place["url"] for place in page.context["work"]] == places
    assert all(f'href="{place}"' in page.content.decode() for place in places)
    assert client_for(user, host="localhost").get("/en/my/").context["work"] == []  # another organisation


def test_my_page_shows_no_work_to_a_learner(client_for, loaded, ruth):
    assert client_for(ruth).get("/en/my/").context["work"] == []


def test_a_stranger_sees_nothing_of_it(client_for, url, ruth, cleo, clinic, lesson):
    act(ruth, clinic, lesson, "connect", "see")

    page = client_for(cleo).get("/en/my/")

    assert page.context["resume"] is None
    assert page.context["courses"] == []
    assert client_for(cleo).get(url).context["progress"] is None


def test_a_guest_keeps_everything_when_signing_in(ruth, guest, clinic, lesson, other_lesson):
    act(ruth, clinic, lesson, "connect")
    act(guest, clinic, lesson, "see", "try", "reflect", "plan")
    act(guest, clinic, other_lesson, "connect")
    for learner, text in ((ruth, "Hers"), (guest, "The guest's")):
        notebook.keep(
            learner=learner, lesson_key=lesson.translation_key, place="connect", prompt="?", text=text
        )

    people.adopt_guest(user=ruth.user, guest=guest)

    assert Enrolment.objects.get().learner == ruth
    whole = LessonProgress.objects.for_learner(ruth).get(lesson_key=lesson.translation_key)
    assert whole.next_step is None
    assert whole.completed_at
    assert LessonProgress.objects.for_learner(ruth).count() == 2
    assert NotebookEntry.objects.get().text == "Hers\n\nThe guest's"
    assert ActivityAnswer.objects.count() == 0


def test_one_can_download_courses_and_notebook(ruth, clinic, lesson):
    act(ruth, clinic, lesson, "connect")
    notebook.keep(learner=ruth, lesson_key=lesson.translation_key, place="connect", prompt="?", text="A note")

    part = export.of(ruth)["courses"]

    assert part["lessons"][0]["lesson"] == "What a portal is"
    assert list(part["lessons"][0]["steps"]) == ["connect"]
    assert part["notebook"][0]["written"] == "A note"


def test_skills_lead_to_lessons(loaded, clinic, nonprofit, django_assert_max_num_queries):
    asked = {"skills": ["getting-started", "right-channel", "messaging"], "language": "es"}
    links.lessons(organisation=clinic, **asked)

    with django_assert_max_num_queries(1):
        found = links.lessons(organisation=clinic, **asked)

    assert found["getting-started"][0].url == "/es/learn/start-here/what-a-portal-is/"
    assert "messaging" not in found
    assert links.lessons(organisation=nonprofit, **asked) == {}


def test_a_course_leads_to_its_published_lessons(
    loaded, clinic, nonprofit, course, lesson, other_lesson, django_assert_max_num_queries
):
    address, other = activity_iri("course", course.key), "https://other.example/course"
    links.lessons_of_courses(clinic, "es", [address])

    with django_assert_max_num_queries(1):
        found = links.lessons_of_courses(clinic, "es", [address, other])

    assert found == {address: [activity_iri("lesson", one.key) for one in (lesson, other_lesson)]}
    assert links.lessons_of_courses(nonprofit, "en", [address]) == {}
    other_lesson.unpublish()
    assert links.lessons_of_courses(clinic, "en", [address])[address] == [activity_iri("lesson", lesson.key)]


def test_a_passed_task_marks_the_try_step(guest, clinic, lesson, other_lesson):
    act(guest, clinic, lesson, "connect")

    marked = actions.task_passed(learner=guest, scenario="message-side-effect")

    assert marked == 1
    assert LessonProgress.objects.get().has_done("try")
    assert actions.task_passed(learner=guest, scenario="message-side-effect") == 0


@pytest.mark.parametrize("mode", ["", "connect", "see", "try", "reflect", "plan", "done"])
def test_an_author_previews_each_step(lesson, mode):
    response = lesson.make_preview_request(preview_mode=mode)

    assert response.status_code == 200
    assert "What a portal is" in response.content.decode()


def test_pages_around_can_be_previewed(loaded, course):
    for page in [course, course.get_parent().specific, course.get_parent().get_parent().specific]:
        assert page.make_preview_request().status_code == 200


def test_a_renamed_address_leads_to_the_translation(client_for, lesson_es, url):
    lesson_es.slug = "que-es-un-portal"
    lesson_es.save()

    response = client_for().get(url.replace("/en/", "/es/") + "see/")

    assert response.status_code == 301
    assert response["Location"].endswith("/es/learn/start-here/que-es-un-portal/see/")


def test_a_lesson_that_is_not_published_is_not_found(client_for, lesson, lesson_es, url):
    lesson.unpublish()

    assert client_for().get(url).status_code == 404


def test_a_restricted_lesson_asks_to_sign_in(client_for, lesson, url):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=lesson.get_parent(), restriction_type=PageViewRestriction.LOGIN)

    assert client_for().get(url).status_code == 302


def test_a_lesson_of_ones_own_gets_a_key_for_statements(own_lesson):
    mine = own_lesson("ours")

    copy = mine.copy(update_attrs={"slug": "copy", "title": "Copy"})

    assert mine.key == f"own/{mine.translation_key.hex}"
    assert copy.key == f"own/{copy.translation_key.hex}" != mine.key


def test_a_caregiver_is_remembered_without_a_row(client_for, loaded, count_rows):
    client = client_for()
    before = count_rows()

    response = client.post("/en/my/path/", {"path": "caregiver", "next": "/en/caregivers/"})

    assert response["Location"] == "/en/caregivers/"
    assert count_rows() == before
    assert client.get("/en/caregivers/").context["is_caregiver"]


@pytest.mark.parametrize(
    "address", ["/en/", "/en/learn/start-here/", "/en/learn/start-here/what-a-portal-is/see/"]
)
def test_no_shared_cache_keeps_a_page_with_progress(client_for, loaded, address):
    kept = client_for().get(address)["Cache-Control"]

    assert "private" in kept
    assert "no-store" not in kept  # the back button shows the page at once


def test_forms_are_refused_without_a_token(url):
    client = Client(HTTP_HOST="lakeside.localhost", enforce_csrf_checks=True)

    assert client.post(f"{url}connect/", {"words": ""}).status_code == 403
    assert not Enrolment.objects.exists()


def test_a_course_knows_how_many_lessons_it_has(loaded):
    assert [course.lesson_count for course in CoursePage.objects.with_counts()] == [2, 2]


def test_a_task_with_one_seat_is_not_called_one_with_both(client_for, loaded, monkeypatch):
    def tasks(*, skills, organisation, language):
        return {"proxy-access": [places.Link("Both", "/both/", 5, 2), places.Link("Alone", "/alone/", 5, 1)]}

    monkeypatch.setitem(places._finders, "practice", tasks)

    both, alone = client_for().get("/en/caregivers/").text.split("Practice one seat")

    assert "Practice both seats" in both and "/both/" in both and "/alone/" not in both
    assert "/alone/" in alone


@pytest.mark.parametrize("kind", ["homepage", "caregiverpage", "glossarypage"])
def test_links_lead_to_the_same_place_from_the_desks_preview(loaded, kind):
    page = Page.objects.get(content_type__model=kind, locale__language_code="es").specific

    shown = page.make_preview_request().content.decode().split("<main")[1].split("</main")[0]

    links_there = re.findall(r'href="([^"]+)"', shown)
    assert not [link for link in links_there if not link.startswith(("/es/", "#", "tel:", "https:"))]
