"""Every page of the kinds of portal: both languages, its own learner alone, few queries, in no index."""

import pytest
from django.urls import reverse
from django.utils import translation

from sandbox_portal import kinds
from sandbox_portal.sections import menu
from tests.sandbox_portal.every_page import EveryPage

pytestmark = pytest.mark.django_db


class TestPages(EveryPage):
    PAGES = [
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
        *(("long-term", "readings-of", {"what": what}) for what in ("oxygen", "peak-flow", "symptoms")),
        *(("long-term", "reading-new", {"what": what}) for what in ("oxygen", "peak-flow", "symptoms")),
        ("hospital", "result", {"id": "culture"}),
        ("hospital", "stay-medicines", {}),
        ("hospital", "stay-questions", {}),
        ("hospital", "stay-papers", {}),
    ]

    @pytest.fixture
    def seen(self, opened, page, one_page):
        kind, name, kwargs = one_page
        practice = opened(kind)
        return lambda **how: page(practice, name, **how, **kwargs)


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
