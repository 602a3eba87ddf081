"""Guests' own pages, put together from a shared frame: the same, byte for byte, as made the long way."""

import random
import re
from difflib import unified_diff

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.activities.models import Activity
from courses.library_loader import activities, files
from courses.progress import actions
from courses.progress.models import LessonProgress
from lms.people.guests import SEEN_EVERY
from lms.people.models import Learner
from lms.site import freshness, guest_pages, kept, own_pages
from sandbox_portal.scenarios import loader as scenarios
from sandbox_portal.scenarios.files import LIBRARY
from sandbox_portal.scenarios.models import Scenario, ScenarioRun
from tests.courses.conftest import HOST

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(?=")')
OF_OTHERS = ("Set-Cookie",)
TASKS = ("proxy-pressure", "proxy-limit-and-end")


@pytest.fixture(autouse=True)
def ready(settings, monkeypatch):
    """Pages and their pieces are kept, from empty shelves on."""
    settings.READY_PAGE_SECONDS = 60
    monkeypatch.setattr(freshness, "current", lambda: "mark")
    monkeypatch.setattr(kept, "_is_settled", lambda: True)
    _forget()
    yield
    _forget()


def _forget():
    guest_pages.shelf.clear()
    own_pages.shelf.clear()
    kept.clear()


@pytest.fixture
def pieces(locales):
    """An activity of each kind that may stand on a page put together so, from the library."""
    made = {}
    for key, source in files.read().activities.items():
        model, values = activities.fields(source, "en")
        if model.HAS_ANSWER and not model.IS_FREE_TEXT and model.KIND not in made:
            made[model.KIND] = model.objects.create(key=f"a-{key}", locale=locales["en"], **values)
    return made


@pytest.fixture
def full(lesson, pieces):
    """The lesson, whose See and Try hold an activity of each kind."""
    lesson.see = [*[(block.block_type, block.value) for block in lesson.see]][:3] + [
        ("check", piece) for piece in pieces.values()
    ]
    lesson.try_it = [("activity", piece) for piece in pieces.values()]
    lesson.save()
    return lesson


@pytest.fixture
def two(clinic, full, pieces):
    """Two guests who stand at different places, with different answers."""
    dice, found = random.Random(5), []
    for number, done in enumerate((["connect"], ["connect", "see", "reflect"])):
        learner = Learner.objects.create(organisation=clinic)
        acting = {"learner": learner, "organisation": clinic, "lesson": full, "language": "en"}
        for step in done:
            actions.finish_step(**acting, step=step)
        for place, piece in enumerate(pieces.values()):
            if (place + number) % 3:
                response = piece.right() if number else piece.wrong(dice)
                actions.answer(**acting, activity=piece, response=response)
        found.append(learner)
    return found


def page(client, url):
    """Returns the page and its headers, without what differs each time."""
    response = client.get(url)
    assert response.status_code == 200
    headers = {name: value for name, value in response.items() if name not in OF_OTHERS}
    return TOKEN.sub("", response.content.decode()), headers


def long_way(settings, client, url):
    settings.READY_PAGE_SECONDS = 0
    found = page(client, url)
    settings.READY_PAGE_SECONDS = 60
    return found


def queries(client, url):
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)


def is_framed(path):
    return any(key[3] == path for key in own_pages.shelf._pages)


def test_the_pieces_are_of_every_kind_that_takes_an_answer_of_keys(pieces):
    kinds = {kind.KIND for kind in Activity.kinds() if kind.HAS_ANSWER and not kind.IS_FREE_TEXT}

    assert set(pieces) == kinds


@pytest.mark.parametrize("choices", ["", "text=150&contrast=more"])
@pytest.mark.parametrize("part", ["", "connect/", "see/", "try/", "reflect/", "done/"])
def test_each_of_two_learners_gets_the_page_as_made_the_long_way(
    url, two, client_for, settings, part, choices
):
    browsers = [client_for(learner) for learner in two]
    for browser in browsers if choices else ():
        browser.cookies["pw_settings"] = choices
    made = [long_way(settings, browser, url + part) for browser in browsers]

    for _turn in range(3):
        for browser, wanted in zip(browsers, made, strict=True):
            text, headers = page(browser, url + part)
            assert list(unified_diff(wanted[0].split("\n"), text.split("\n"), n=0)) == []
            assert headers == wanted[1]
    assert made[0] != made[1]
    assert is_framed(url + part) == (part in ("see/", "try/"))


@pytest.mark.parametrize("has_activities", [True, False])
def test_tasks_stand_in_a_frame_with_what_each_has_passed(
    url, full, two, clinic, client_for, settings, has_activities
):
    scenarios.load([LIBRARY / f"{slug}.yaml" for slug in TASKS])
    activities = [(block.block_type, block.value) for block in full.try_it] if has_activities else []
    full.try_it = [*(("scenario", slug) for slug in TASKS), *activities]
    full.save()
    passed = Scenario.objects.current().get(slug=TASKS[1])
    run = {"learner": two[1], "organisation": clinic, "scenario": passed, "mode": "solo"}
    ScenarioRun.objects.create(**run, state=ScenarioRun.State.PASSED)
    browsers = [client_for(learner) for learner in two]
    made = [long_way(settings, browser, f"{url}try/") for browser in browsers]

    for _turn in range(2):
        assert [page(browser, f"{url}try/") for browser in browsers] == made
    assert is_framed(f"{url}try/")
    assert ["Do it again" in text for text, _headers in made] == [False, True]
    assert queries(browsers[1], f"{url}try/") == 2


def test_a_framed_page_costs_one_query_and_is_read_anew_each_time(url, two, client_for):
    browser = client_for(two[0])
    browser.get(f"{url}see/")
    before = page(browser, f"{url}see/")

    assert queries(browser, f"{url}see/") == 1
    browser.post(f"{url}reflect/", {"words": ""})
    after = page(browser, f"{url}see/")
    assert after != before
    LessonProgress.objects.filter(learner=two[0]).delete()
    assert page(browser, f"{url}see/") not in (before, after)


def test_a_frame_is_made_for_nobody(url, two, client_for, monkeypatch):
    seen, made = [], own_pages.guest_pages.is_same_for_all

    def look(request, response):
        if hasattr(request, "holes"):
            seen.append((request.learner, request.user.is_authenticated, dict(request.COOKIES)))
        return made(request, response)

    monkeypatch.setattr(own_pages.guest_pages, "is_same_for_all", look)
    browser = client_for(two[1])
    browser.get(f"{url}see/")

    assert seen == [(None, False, {})]
    frame = next(iter(own_pages.shelf._pages.values()))
    holder = browser.get(f"{url}see/")["Portalwise-Holder"]
    assert holder not in str(frame.headers)
    done = render_to_string("components/tag.html", {"label": "Done", "kind": "good"}).encode()
    assert done not in b"".join(frame.pieces)
    assert b"feedback-a-" not in b"".join(frame.pieces)


def test_a_page_that_forgets_a_hole_is_not_kept(url, two, client_for, monkeypatch):
    monkeypatch.setattr(own_pages.Holes, "mark", lambda self, name: self.names.append(name) or "")
    browser = client_for(two[0])
    first = page(browser, f"{url}see/")

    assert not own_pages.shelf._pages
    assert page(browser, f"{url}see/") == first


def test_the_token_is_the_visitors_own_and_the_forms_work(url, two, client_for):
    client_for(two[0]).get(f"{url}see/")
    browser = Client(HTTP_HOST=HOST, enforce_csrf_checks=True)
    browser.cookies["pw_learner"] = client_for(two[1]).cookies["pw_learner"].value
    tokens = TOKEN.findall(browser.get(f"{url}see/").content.decode())

    assert len(tokens) > 5
    assert len(set(tokens)) == 1
    assert browser.post(f"{url}see/", {"csrfmiddlewaretoken": tokens[0]}).status_code == 302
    assert browser.post(f"{url}see/", {"csrfmiddlewaretoken": "x" * 64}).status_code == 403


@pytest.mark.parametrize("cookie", ["sessionid", "messages", "pw_path", "something-new"])
def test_who_brings_more_than_a_learners_cookie_is_served_the_long_way(url, two, client_for, cookie):
    browser = client_for(two[0])
    browser.get(f"{url}see/")
    browser.cookies[cookie] = "x"

    assert queries(browser, f"{url}see/") > 1


def test_a_forged_cookie_and_a_guest_who_is_gone_are_nobody(url, two, client_for):
    browser, forged = client_for(two[0]), Client(HTTP_HOST=HOST)
    own = page(browser, f"{url}see/")
    forged.cookies["pw_learner"] = "x" + browser.cookies["pw_learner"].value
    Learner.objects.filter(pk=two[0].pk).delete()

    nobodys = page(Client(HTTP_HOST=HOST), f"{url}see/")
    assert page(browser, f"{url}see/") == page(forged, f"{url}see/") == nobodys != own


def test_an_account_is_never_found_by_a_cookie(url, two, ruth, client_for):
    client_for(two[0]).get(f"{url}see/")
    browser = client_for()
    browser.cookies["pw_learner"] = client_for(Learner(key=ruth.key)).cookies["pw_learner"].value

    assert page(browser, f"{url}see/") == page(Client(HTTP_HOST=HOST), f"{url}see/")


def test_a_visit_after_a_while_is_noted(url, two, client_for):
    browser = client_for(two[0])
    browser.get(f"{url}see/")
    long_ago = timezone.now() - SEEN_EVERY * 2
    Learner.objects.filter(pk=two[0].pk).update(last_seen_at=long_ago)
    browser.get(f"{url}see/")

    assert Learner.objects.get(pk=two[0].pk).last_seen_at > long_ago


def test_the_cookie_of_another_site_and_language_has_frames_of_its_own(url, two, client_for):
    browser = client_for(two[0])
    browser.get(f"{url}see/")
    spanish = url.replace("/en/", "/es/", 1)

    assert '<html lang="es"' in browser.get(f"{spanish}see/").content.decode()
    assert '<html lang="es"' in browser.get(f"{spanish}see/").content.decode()
    assert browser.get(f"{url}see/", headers={"host": "localhost"}).status_code == 404
