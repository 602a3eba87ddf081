"""Every page that only shows: it opens in both languages, to its own learner alone, and costs few queries."""

import re

import pytest

from sandbox_portal.practice import PracticeEvent
from tests.sandbox_portal.every_page import EveryPage

pytestmark = pytest.mark.django_db
LINK = re.compile(r"<a [^>]*>(.*?)</a>", re.S)
TAG = re.compile(r"<[^>]+>")


class TestPages(EveryPage):
    PAGES = [
        ("portal", {}),
        ("results", {}),
        ("result", {"id": "a1c-4"}),
        ("result", {"id": "cholesterol"}),
        ("result", {"id": "kidney"}),
        ("result", {"id": "knee-xray"}),
        ("result", {"id": "skin-biopsy"}),
        ("result", {"id": "vitamin-b12"}),
        ("result", {"id": "iron"}),
        ("result", {"id": "urine-albumin"}),
        ("appointments", {}),
        ("appointment", {"id": "eye-visit"}),
        ("appointment", {"id": "knee-visit"}),
        ("appointment", {"id": "eye-visit-old"}),
        ("profile", {}),
    ]


@pytest.mark.parametrize(("name", "id"), [("result", "nothing"), ("appointment", "nothing")])
def test_what_is_not_in_the_record_is_a_404(page, name, id):
    assert page(name, id=id).status_code == 404


@pytest.mark.parametrize(
    ("name", "kwargs", "kind", "facts"),
    [
        ("portal", {}, "home.opened", {}),
        ("result", {"id": "a1c-4"}, "results.opened", {"item": "a1c-4"}),
        ("appointments", {}, "appointments.opened", {}),
        ("appointment", {"id": "eye-visit"}, "appointments.opened", {"item": "eye-visit"}),
        ("profile", {}, "profile.opened", {}),
    ],
)
def test_opening_is_written_down_once_however_often_the_page_is_reloaded(
    page, practice, name, kwargs, kind, facts
):
    page(name, **kwargs)
    page(name, **kwargs)

    events = PracticeEvent.objects.for_practice(practice).filter(kind=kind)
    assert [event.facts for event in events] == [facts]


def test_looking_again_after_something_else_is_written_down_again(page, practice):
    page("profile")
    page("portal")
    page("profile")

    assert PracticeEvent.objects.for_practice(practice).filter(kind="profile.opened").count() == 2


def test_nothing_may_be_posted_to_a_page_that_only_shows(page):
    assert page("results", data={}).status_code == 405
    assert page("profile", data={}).status_code == 405


@pytest.mark.parametrize("name", ["results", "appointments", "portal"])
def test_no_two_links_of_a_list_have_the_same_words(page, name):
    found = LINK.findall(
        page(name).content.decode().split('class="portal__foot"')[0].split('class="portal__body"')[1]
    )
    words = [" ".join(TAG.sub("", link).split()) for link in found]

    assert len(words) > 3
    assert len(words) == len(set(words))
