"""Pages kept ready for visitors: the same for everybody, nobody's own, and never out of date."""

import re

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lms.organisations.models import Organisation
from lms.site import freshness, guest_pages
from sandbox_portal.scenarios.models import Scenario
from tests.courses.conftest import HOST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ready")]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([A-Za-z0-9]{64})"')


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """`with committed():` – what is written inside is committed at its end, as far as others can tell."""

    def begin():
        connection.run_on_commit = []  # what the fixtures wrote is noted already
        return django_capture_on_commit_callbacks(execute=True)

    return begin


def get(url, **cookies):
    visitor = Client(HTTP_HOST=HOST)
    for name, value in cookies.items():
        visitor.cookies[name] = value
    return visitor.get(url)


def words(response):
    """A page without the token, which differs each time."""
    return TOKEN.sub("", response.content.decode())


def questions(url, **cookies):
    with CaptureQueriesContext(connection) as asked:
        get(url, **cookies)
    return len(asked)


@pytest.mark.parametrize("part", ["", "connect/", "see/", "try/", "reflect/", "done/"])
def test_the_second_visitor_gets_the_same_page_without_a_query(url, part):
    first = get(url + part)

    assert questions(url + part) == 0
    second = get(url + part)
    assert words(second) == words(first)
    kept = {name: value for name, value in first.items() if name != "Set-Cookie"}
    assert dict(second.items()) == kept
    assert "default-src 'none'" in second["Content-Security-Policy"]


def test_each_visitor_has_a_token_of_their_own_and_the_form_works(url):
    get(f"{url}see/")
    tokens, secrets = set(), set()
    for _number in range(3):
        visitor = Client(HTTP_HOST=HOST, enforce_csrf_checks=True)
        page = visitor.get(f"{url}see/").content.decode()
        tokens |= set(TOKEN.findall(page))
        secrets.add(visitor.cookies["csrftoken"].value)
        sent = {"csrfmiddlewaretoken": TOKEN.search(page)[1]}
        assert visitor.post(f"{url}see/", sent).status_code == 302

    assert len(tokens) == len(secrets) == 3


def test_another_visitors_token_is_refused(url):
    get(f"{url}see/")
    one, other = (Client(HTTP_HOST=HOST, enforce_csrf_checks=True) for _ in range(2))
    token = TOKEN.search(one.get(f"{url}see/").content.decode())[1]
    other.get(f"{url}see/")

    assert other.post(f"{url}see/", {"csrfmiddlewaretoken": token}).status_code == 403


def test_a_visitors_own_token_cookie_is_kept(url):
    get(url)
    visitor = Client(HTTP_HOST=HOST, enforce_csrf_checks=True)
    visitor.get(f"{url}see/")
    secret = visitor.cookies["csrftoken"].value
    again = visitor.get(f"{url}see/")

    assert "csrftoken" not in again.cookies or again.cookies["csrftoken"].value == secret


def test_a_learners_page_is_theirs_and_is_never_kept(url, guest, client_for):
    learner = client_for(guest)
    learner.post(f"{url}see/")
    mine = learner.get(f"{url}try/")
    assert not guest_pages.shelf._pages

    others = get(f"{url}try/")
    again = learner.get(f"{url}try/")

    assert words(mine) != words(others)
    assert words(again) == words(mine)


def test_who_is_signed_in_gets_their_own_page(url, ruth, client_for):
    anybody = get(url).content.decode()
    own = client_for(ruth).get(url).content.decode()

    assert "/accounts/login/" in anybody
    assert "/accounts/logout/" in own
    assert "/accounts/logout/" not in get(url).content.decode()


def test_the_cookie_of_a_guest_who_is_gone_gets_no_kept_page(url):
    get(url)

    assert questions(url, pw_learner="nonsense") > 0


@pytest.mark.parametrize("name", ["sessionid", "messages", "pw_path", "something-new"])
def test_whoever_brings_a_cookie_that_may_matter_is_served_anew(url, name):
    get(url)

    assert questions(url, **{name: "x"}) > 0


def test_text_size_and_language_stay_apart(url):
    usual = get(url).content.decode()
    large = get(url, pw_settings="text=150").content.decode()

    assert 'data-text="150"' in large
    assert 'data-text="150"' not in usual
    assert questions(url, pw_settings="text=150") == questions(url) == 0
    assert '<html lang="es"' in get(url.replace("/en/", "/es/", 1)).content.decode()
    assert '<html lang="en"' in get(url).content.decode()


def test_each_site_has_pages_of_its_own(url, nonprofit):
    ours = get(url)
    elsewhere = Client(HTTP_HOST="localhost").get(url)

    assert ours.status_code == 200
    assert elsewhere.status_code == 404 or words(elsewhere) != words(ours)


def test_questions_and_forms_are_never_kept(url):
    get(f"{url}?from=mail")
    Client(HTTP_HOST=HOST).post(f"{url}connect/", {"words": "x" * 9_000})
    get(f"{url}plan/")  # its form may be sent once
    get("/en/practice/")
    get("/en/learn/nowhere/")

    assert not guest_pages.shelf._pages


def change_title(lesson):
    lesson.title = "A new title"
    lesson.save_revision().publish()


def change_number(lesson):
    clinic = Organisation.objects.get(slug="lakeside")
    clinic.policy_data = {"emergency_number": "112"}
    clinic.save()


def rename(lesson):
    Organisation.objects.filter(slug="lakeside").update(name="Seaside Clinic")


@pytest.mark.parametrize("change", [change_title, change_number, rename])
def test_what_is_changed_shows_at_once(url, lesson, committed, change):
    before = get(url)
    with committed():
        change(lesson)
    after = get(url)

    assert words(after) != words(before)


def test_what_is_taken_off_is_gone_at_once(url, lesson, committed):
    get(url)
    with committed():
        lesson.unpublish()

    assert get(url).status_code == 404


def test_a_site_that_is_paused_is_paused_at_once(url, clinic, committed):
    get(url)
    with committed():
        Organisation.objects.filter(pk=clinic.pk).update(status=Organisation.Status.SUSPENDED)

    assert get(url).status_code == 503


def test_raw_sql_is_noticed_too_and_what_is_undone_is_not(committed, lesson):
    def mark_after(work):
        with committed():
            work()
        return freshness.current()

    def raw():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE wagtailcore_page SET title = 'Raw' WHERE id = %s", [lesson.pk])

    def undone():
        with transaction.atomic():
            raw()
            transaction.set_rollback(True)

    first = mark_after(raw)
    assert first
    assert mark_after(raw) != first
    last = freshness.current()
    assert mark_after(undone) == last


def test_what_learners_do_keeps_the_pages_ready(url, guest, client_for, committed):
    get(url)
    with committed():
        client_for(guest).post(f"{url}see/")
        guest.last_seen_at = timezone.now()
        guest.save()

    assert questions(url) == 0


def test_after_its_time_a_page_is_made_anew(url, monkeypatch):
    get(url)
    later = guest_pages.time.monotonic() + 61
    monkeypatch.setattr(guest_pages.time, "monotonic", lambda: later)

    assert questions(url) > 1


def test_without_a_mark_every_page_is_made_for_its_visitor(url, monkeypatch):
    monkeypatch.setattr(freshness, "current", lambda: None)
    get(url)

    assert get(url).status_code == 200
    assert not guest_pages.shelf._pages


def test_the_shelf_forgets_what_was_asked_for_longest_ago():
    shelf = guest_pages.Shelf(most_bytes=25)
    for name in "abc":
        shelf.put(name, guest_pages.Ready("m", guest_pages.time.monotonic() + 9, (b"0123456789",), ()))
        shelf.get("a", "m")

    assert shelf.get("a", "m") and shelf.get("c", "m")
    assert shelf.get("b", "m") is None
    assert shelf.get("a", "another mark") is None


def test_every_model_is_content_unless_it_is_personal_or_named_as_quiet():
    content = {model._meta.label for model in apps.get_models() if freshness.is_content(model)}

    assert {"courses.LessonPage", "courses.Activity", "wagtailcore.Page", "wagtailcore.Site"} <= content
    assert {Scenario._meta.label, Organisation._meta.label, "skills.Skill"} <= content
    personal = {model._meta.label for model in apps.get_models() if getattr(model, "PERSONAL_FIELDS", None)}
    assert not personal & content


def test_what_a_learner_does_leaves_the_ready_pages_as_they_are():
    quiet = {
        *("sandbox_portal.CheckInForm", "sandbox_portal.WaitListPlace", "sandbox_portal.VideoCall"),
        *("delivering.Bulletin", "delivering.Alert", "courses.Revocation", "courses.SigningKey"),
        "wagtailimages.Rendition",
    }
    content = {model._meta.label for model in apps.get_models() if freshness.is_content(model)}

    assert not quiet & content
    assert {"sandbox_portal.Scenario", "sandbox_portal.Check", "wagtailimages.Image"} <= content
