"""The search: this site and this language only, forgiving, and never a dead end."""

import pytest
from wagtail.models import Locale

from courses.around.faq.models import FaqQuestion
from courses.around.search import finding
from courses.pages import LessonPage
from courses.shelf.glossary import GlossaryTerm
from lms.search import words
from sandbox_portal.scenarios.models import Scenario

pytestmark = pytest.mark.django_db


def results(response):
    return [one for _title, found in response.context["groups"] for one in found]


def ask(client_for, query, language="en", **more):
    return client_for(**more).get(f"/{language}/search/", {"q": query})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sesión", "sesion"),
        ("recetas", "receta"),
        ("messages", "message"),
        ("exámenes", "examen"),
        ("mensajes", "mensaje"),
    ],
)
def test_accents_and_endings_make_no_difference(one, other):
    assert words.asked(one) == words.asked(other) != ""


@pytest.mark.parametrize("query", ["what a portal is", "PORTAL", "portáls"])
def test_a_lesson_is_found_by_its_words(client_for, loaded, query):
    assert "/en/learn/start-here/what-a-portal-is/" in [one.url for one in results(ask(client_for, query))]


def test_the_other_language_finds_its_own_pages_only(client_for, loaded):
    found = results(ask(client_for, "portal", "es"))

    assert found
    assert all(one.url.startswith("/es/") for one in found)


def test_a_question_is_found_without_its_accents(client_for, loaded):
    found = results(ask(client_for, "contrasena", "es"))

    assert "/es/faq/#forgot-password" in [one.url for one in found]


def test_a_word_of_the_glossary_is_found(client_for, loaded):
    term = GlossaryTerm.objects.in_language("en").first()

    assert f"/en/words/#word-{term.key}" in [one.url for one in results(ask(client_for, term.word))]


def test_a_practice_task_is_found_in_its_language(client_for, loaded):
    texts = {"title": {"en": "Ask about a wombat", "es": "Pregunte por un canguro"}}
    Scenario.objects.create(slug="wombat", skill="messaging", section="messages", persona="ruth", texts=texts)

    assert [one.title for one in results(ask(client_for, "wombats"))] == ["Ask about a wombat"]
    assert [one.title for one in results(ask(client_for, "canguros", "es"))] == ["Pregunte por un canguro"]
    assert results(ask(client_for, "wombat", "es")) == []


def test_a_page_that_is_not_published_is_not_found(client_for, lesson):
    lesson.unpublish()

    assert lesson.title not in [one.title for one in results(ask(client_for, "what a portal is"))]


def test_another_organisation_finds_nothing_of_it(client_for, loaded, clinic, nonprofit):
    english = Locale.objects.get(language_code="en")
    own = {"organisation": clinic, "locale": english, "live": True}
    GlossaryTerm.objects.create(key="quokka", word="quokka", meaning="quokka", **own)
    FaqQuestion.objects.create(key="quokka", group="site", question="quokka?", answer="quokka", **own)
    page = LessonPage.objects.in_language("en").first()
    page.title = "quokka lesson"
    page.save()
    Scenario.objects.create(
        slug="quokka",
        skill="messaging",
        section="messages",
        persona="ruth",
        organisation=clinic,
        texts={"title": {"en": "quokka task", "es": "x"}},
    )

    assert len(results(ask(client_for, "quokka"))) == 4
    assert results(ask(client_for, "quokka", host="localhost")) == []
    assert finding.find("quokka", organisation=None, root=None, language="en") == []


def test_where_not_all_words_are_there_any_of_them_will_do(client_for, loaded):
    assert results(ask(client_for, "portal xylophone"))


def test_what_is_not_found_leads_on_and_says_so(client_for, loaded):
    page = ask(client_for, "xylophone").content.decode()

    assert 'role="status"' in page
    assert "Nothing found for “xylophone”" in page
    assert "/en/start/" in page


@pytest.mark.parametrize(
    "query", ["", "   ", "the", "\x00", "'\"*)(:^", "a" * 3000, "NEAR(x y)", "portal OR", "%"]
)
def test_no_search_breaks_the_page(client_for, loaded, query):
    assert ask(client_for, query).status_code == 200


def test_a_search_costs_at_most_15_queries(client_for, loaded, django_assert_max_num_queries):
    client = client_for()
    client.get("/en/search/")

    with django_assert_max_num_queries(15):
        client.get("/en/search/?q=portal")
