"""A lesson's words are explained where they stand; what is kept of it is out of date with its content."""

import re

import pytest
from django.db import connection
from django.test import Client
from wagtail.models import Locale

from courses.shelf.glossary import GlossaryTerm
from lms.organisations.models import Organisation
from lms.site import freshness, kept
from tests.courses.conftest import HOST

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeping(settings, monkeypatch, tmp_path):
    """What is worked out is kept, as it is outside tests."""
    settings.READY_PAGE_SECONDS = 60
    monkeypatch.setattr(freshness, "_FILE", tmp_path / "content-mark")
    monkeypatch.setattr(freshness, "_known", (None, 0.0, 0))
    monkeypatch.setattr(freshness, "_EVERY", 3600)
    monkeypatch.setattr(kept, "_is_settled", lambda: True)
    kept.clear()
    yield
    kept.clear()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """`with committed():` – what is written inside is committed at its end, as far as others can tell."""

    def begin():
        connection.run_on_commit = []
        return django_capture_on_commit_callbacks(execute=True)

    return begin


def explained(page):
    """Returns {key: the word as it stands} of the first explanation of each word on a page."""
    found = re.findall(r'class="word" popovertarget="[\w-]*?\d-([a-z-]+)">([^<]+)</button>', page)
    return {key: shown for key, shown in reversed(found)}


def see(client, url):
    return client.get(f"{url}see/").content.decode()


def new_word(organisation, word, meaning, language="en"):
    locale = Locale.objects.get(language_code=language)
    return GlossaryTerm.objects.create(
        key=word, word=word, meaning=meaning, organisation=organisation, locale=locale, live=True
    )


def test_a_word_of_the_glossary_opens_its_meaning(client_for, loaded, url):
    page = see(client_for(), url)

    assert explained(page)
    assert 'href="/en/words/#word-' in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_in_spanish_too(client_for, loaded, url):
    page = see(client_for(), url.replace("/en/", "/es/", 1))

    assert explained(page)
    assert 'href="/es/words/#word-' in page


def test_an_organisations_own_word_is_explained_on_its_own_pages_only(client_for, loaded, url, nonprofit):
    new_word(nonprofit, "clinic", "Only theirs.")
    assert "Only theirs." not in see(client_for(), url)

    new_word(loaded, "clinic", "Where you go.")
    assert "Where you go." in see(client_for(), url)


def test_a_word_is_escaped(client_for, loaded, url):
    new_word(loaded, "clinic", "A <b>place</b>.")

    assert "A &lt;b&gt;place&lt;/b&gt;." in see(client_for(), url)


def test_a_new_word_is_explained_on_a_page_that_was_kept(keeping, committed, client_for, guest, loaded, url):
    client = client_for(guest)
    assert "Where you go." not in see(client, url)
    with committed():
        new_word(loaded, "clinic", "Where you go.")

    assert "Where you go." in see(client, url)


def test_a_changed_lesson_is_shown_changed(keeping, committed, client_for, guest, lesson, url):
    client = client_for(guest)
    assert lesson.title in see(client, url)
    with committed():
        lesson.title = "Another title"
        lesson.save()

    assert "Another title" in see(client, url)


def test_another_learner_sees_nothing_of_what_one_did(keeping, client_for, guest, cleo, clinic, lesson, url):
    mine = client_for(guest)
    mine.post(f"{url}see/")
    assert mine.get(f"{url}see/").context["progress"].has_done("see")

    page = client_for(cleo).get(f"{url}see/")

    assert page.context["progress"] is None
    assert "/accounts/logout/" in page.content.decode()
    assert "/accounts/logout/" not in mine.get(f"{url}see/").content.decode()


def test_a_suspended_organisation_is_shut_at_once(keeping, committed, client_for, guest, clinic, url):
    client = client_for(guest)
    assert client.get(url).status_code == 200
    with committed():
        Organisation.objects.filter(pk=clinic.pk).update(status=Organisation.Status.SUSPENDED)

    assert client.get(url).status_code == 503


def test_a_draft_is_not_kept(keeping, rf, loaded, lesson):
    from courses.lesson import wording

    about = {"organisation": loaded, "language": "en"}
    wording.of(lesson, **about, is_draft=True).text("A draft", "intro")

    assert wording.of(lesson, **about).text("What is published", "intro") == "What is published"


def test_the_second_page_of_a_learner_asks_for_their_own_rows_only(
    keeping, client_for, guest, loaded, url, django_assert_max_num_queries
):
    client = client_for(guest)
    client.post(f"{url}see/")
    client.get(f"{url}see/")

    with django_assert_max_num_queries(3):
        client.get(f"{url}see/")


def test_another_host_gets_its_own_organisation(keeping, client_for, loaded, nonprofit, url):
    assert "Lakeside Clinic" in Client(HTTP_HOST=HOST).get("/en/").content.decode()

    assert "Lakeside Clinic" not in Client(HTTP_HOST="localhost").get("/en/help/").content.decode()
