"""Every page of the kinds of portal: both languages, its own learner alone, few queries, in no index."""

import pytest
from django.urls import reverse
from django.utils import translation

from sandbox_portal import kinds
from sandbox_portal.sections import menu

pytestmark = pytest.mark.django_db
PAGES = pytest.mark.parametrize(
    ("kind", "name", "kwargs"),
    [
        *(
            (kind.slug, section.url_name.removeprefix("practice:"), {})
            for kind in kinds.ALL
            if kind.slug not in ("clinic", "insurance")
            for section in menu.of(kind.slug)
        ),
        ("laboratory", "portals", {}),
        ("laboratory", "portal-sign-in", {"kind": "clinic"}),
        ("laboratory", "result", {"id": "lab-blood-count"}),
        ("laboratory", "lab-order", {"id": "glucose"}),
        ("laboratory", "lab-book", {"id": "glucose"}),
        ("laboratory", "lab-merge", {}),
        ("long-term", "readings-of", {"what": "pressure"}),
        ("long-term", "readings-of", {"what": "sugar"}),
        ("long-term", "readings-of", {"what": "weight"}),
        ("long-term", "reading-new", {"what": "pressure"}),
        ("long-term", "reading-new", {"what": "sugar"}),
        ("long-term", "reading-called", {"who": "nurse"}),
        ("hospital", "result", {"id": "culture"}),
        ("hospital", "stay-medicines", {}),
        ("hospital", "stay-questions", {}),
        ("hospital", "stay-papers", {}),
    ],
)


@PAGES
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_opens(opened, page, kind, name, kwargs, language):
    answer = page(opened(kind), name, language=language, **kwargs)

    assert answer.status_code == 200
    assert f"portal--{kind}" in answer.content.decode()
    assert "noindex" in answer["X-Robots-Tag"]


@PAGES
def test_a_stranger_and_a_visitor_get_a_404(opened, page, cleo, kind, name, kwargs):
    practice = opened(kind)

    assert page(practice, name, by=cleo, **kwargs).status_code == 404
    assert page(practice, name, by=None, **kwargs).status_code == 404


@PAGES
def test_the_page_costs_few_queries(opened, page, kind, name, kwargs, django_assert_max_num_queries):
    practice = opened(kind)
    page(practice, name, **kwargs)

    with django_assert_max_num_queries(12):
        page(practice, name, **kwargs)


@pytest.mark.parametrize("kind", [kind.slug for kind in kinds.ALL if kind.slug != "clinic"])
def test_a_page_of_another_kind_says_kindly_where_it_may_be(opened, page, kind):
    answer = page(opened(kind), "medicines")

    assert answer.status_code == 403
    assert "does not have this part" in answer.content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_six_kinds_stand_side_by_side(clinic, client_for, language):
    url = f"/{language}{reverse('practice:kinds').removeprefix('/en')}"

    answer = client_for().get(url)

    assert answer.status_code == 200
    assert [one.kind.slug for one in answer.context["kinds"]] == list(kinds.slugs())


@pytest.mark.parametrize("kind", kinds.slugs())
def test_one_looks_around_in_a_kind_from_there(ruth, client_for, key, kind):
    client = client_for(ruth)

    answer = client.post(reverse("practice:look_around"), {"form_key": key(), "kind": kind})

    practice = ruth.practices.get()
    assert answer["Location"].endswith(practice.get_absolute_url())
    assert (practice.kind, practice.persona) == (kind, kinds.get(kind).persona)


@pytest.mark.parametrize(
    ("language", "word", "found"),
    [
        ("en", "refills", ["Medicines"]),
        ("en", "PROXY", ["Family access"]),
        ("es", "recetas", ["Medicinas"]),
        ("en", "kitchen", []),
    ],
)
def test_a_word_of_ones_own_portal_is_looked_up(clinic, client_for, language, word, found):
    url = f"/{language}{reverse('practice:menu-words').removeprefix('/en')}"

    answer = client_for().get(url, {"word": word})

    with translation.override(language):
        assert [str(entry.ours) for entry in answer.context["entries"]] == found
    assert answer.status_code == 200
