"""Which lessons a person's device keeps."""

import pytest

from courses.progress import actions

pytestmark = pytest.mark.django_db


def kept(client, here):
    return dict(client.get(f"/{here[1:3]}/offline/pages/", {"here": here}).json()["pages"])


def test_a_course_that_was_begun_is_kept_with_each_part_and_where_it_leads(
    lesson, clinic, ruth, url, client_for
):
    actions.begin(learner=ruth, organisation=clinic, lesson=lesson)

    pages = kept(client_for(ruth), "/en/my/")

    assert pages[f"{url}connect/"] == f"{url}see/"
    assert pages[f"{url}plan/"] == f"{url}done/"
    assert {url, f"{url}done/", "/en/learn/start-here/", "/en/learn/"} <= set(pages)
    assert sum(page.endswith("/plan/") for page in pages) == 2 + 1  # both lessons, and the plan of the check


def test_of_a_course_that_nobody_began_only_the_open_one_is_kept(url, client_for, cleo):
    assert url not in kept(client_for(cleo), "/en/my/")
    assert url in kept(client_for(cleo), f"{url}see/")
    assert url in kept(client_for(), f"{url}see/")


def test_lessons_are_kept_in_the_language_that_is_read(lesson, lesson_es, clinic, ruth, client_for):
    actions.begin(learner=ruth, organisation=clinic, lesson=lesson)

    pages = kept(client_for(ruth), "/es/my/")

    assert any(lesson_es.slug in page and page.startswith("/es/learn/") for page in pages)
    assert all(page.startswith("/es/") for page in pages)


@pytest.mark.parametrize("here", ["", "/", "/xx/learn/", "/en/learn/nowhere/", "/en/learn/%00/", "en"])
def test_an_address_that_is_none_keeps_no_lesson(loaded, here, client_for):
    answer = client_for().get("/en/offline/pages/", {"here": here})

    assert answer.status_code == 200
    assert not any("/see/" in page for page, _next in answer.json()["pages"])


def test_each_kept_page_is_there(lesson, clinic, ruth, client_for):
    actions.begin(learner=ruth, organisation=clinic, lesson=lesson)
    client = client_for(ruth)

    pages = kept(client, "/en/my/")

    missing = {page for page in pages if client.get(page).status_code != 200} - {"/en/glossary/"}
    assert not missing
