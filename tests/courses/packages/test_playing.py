"""A package in a lesson: who may play it, what it may reach, what is kept and recorded of it."""

import json

import pytest
from django.urls import reverse

from analytics.lrs.models import Statement
from courses.packages import actions, archive, launching, values
from courses.packages.models import Attempt, Package
from courses.progress.models import LessonProgress
from lms.people import actions as people
from lms.people import export
from tests.courses.packages import zips

pytestmark = pytest.mark.django_db
HOST = "packages.localhost:8000"


@pytest.fixture
def ruths(ruth, client_for, play_url):
    """Ruth's browser, and her attempt."""
    browser = client_for(ruth)
    browser.post(play_url)
    return browser, Attempt.objects.get(learner=ruth)


def keep(browser, attempt, said):
    return browser.post(
        reverse("packages:keep", args=[attempt.pk]), json.dumps(said), content_type="application/json"
    )


def files_of(client, attempt, path, host=HOST, **more):
    return client.get(f"/packages/{launching.token_of(attempt)}/{path}", headers={"host": host}, **more)


def recorded(learner):
    rows = Statement.objects.filter(actor_name=learner.actor_name.hex, activity__contains="/package/")
    return [json.loads(row.raw) for row in rows.order_by("pk")]


def test_the_try_step_shows_the_package_and_can_be_finished_without_it(own, ruth, client_for, play_url):
    browser = client_for(ruth)
    here = f"{own.get_url()}try/".replace("http://lakeside.localhost:8000", "")

    page = browser.get(here)
    assert "Refills, by another tool" in page.text
    assert play_url in page.text
    assert "You can go on without it" in page.text
    browser.post(here)

    assert LessonProgress.objects.for_learner(ruth).get().has_done("try")
    assert not Attempt.objects.exists()


def test_a_guest_starts_it_and_gets_a_frame_without_rights(play_url, client_for, settings):
    browser = client_for()
    assert "<iframe" not in browser.get(play_url).text

    browser.post(play_url)
    page = browser.get(play_url)

    assert 'sandbox="allow-scripts allow-forms"' in page.text
    assert f'data-package="{settings.PACKAGES_ORIGIN}/packages/a' in page.text
    assert "<noscript>" in page.text
    policy = page.headers["Content-Security-Policy"]
    assert f"frame-src {settings.PACKAGES_ORIGIN}/packages/;" in f"{policy};"
    assert "unsafe" not in policy


def test_files_come_in_a_place_of_their_own(ruths, client_for):
    browser, attempt = ruths
    page = files_of(browser, attempt, "start/index.html")
    token = launching.token_of(attempt)
    policy = dict(
        part.split(" ", 1) for part in page.headers["Content-Security-Policy"].split("; ") if " " in part
    )

    assert page.status_code == 200
    assert policy["sandbox"] == "allow-scripts allow-forms"
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == f"http://{HOST}/packages/{token}/"
    assert policy["form-action"] == "'none'"
    assert "allow-same-origin" not in page.headers["Content-Security-Policy"]
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert not page.cookies
    head = page.content.index(b"<head>") + len(b"<head>")
    assert page.content[head:].startswith(b"<script src=")
    style = files_of(browser, attempt, "style.css")
    assert style.headers["Content-Type"] == "text/css; charset=utf-8"
    assert style.getvalue().startswith(b"h1")


def test_a_part_of_a_film_can_be_asked(ruths):
    browser, attempt = ruths
    answer = files_of(browser, attempt, "style.css", HTTP_RANGE="bytes=3-4")

    assert (answer.status_code, answer.headers["Content-Range"]) == (206, "bytes 3-4/26")
    assert answer.getvalue() == b"{ "
    assert files_of(browser, attempt, "style.css", HTTP_RANGE="bytes=-3").getvalue() == b") }"
    for senseless in ("bytes=-0", f"bytes=-{'9' * 5000}", f"bytes={'9' * 5000}-", "bytes=26-", "bytes=4-3"):
        whole = files_of(browser, attempt, "style.css", HTTP_RANGE=senseless)
        assert (whole.status_code, len(whole.getvalue())) == (200, 26), senseless


@pytest.mark.parametrize(
    ("path", "host"),
    [
        ("start/index.html", "lakeside.localhost"),  # files only at their own host
        ("start/none.html", HOST),
        ("__MACOSX/._junk", HOST),
        ("../../secret-key", HOST),
        ("start/../start/index.html", HOST),
    ],
)
def test_nothing_else_is_served_there(ruths, path, host):
    browser, attempt = ruths

    assert files_of(browser, attempt, path, host=host).status_code == 404


@pytest.mark.parametrize("path", ["/", "/en/", "/admin/", "/healthz", "/xapi/about", "/static/icons/192.png"])
def test_the_host_of_packages_has_no_page_of_ours(client_for, path):
    answer = client_for().get(path, headers={"host": HOST})

    assert answer.status_code == 404
    assert not answer.cookies


def test_the_word_of_a_launch_is_led_to_https(ruths, settings, client_for):
    _browser, attempt = ruths
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 60
    settings.PACKAGES_ORIGIN = f"https://{HOST}"

    plain = files_of(client_for(), attempt, "style.css")
    safe = files_of(client_for(), attempt, "style.css", secure=True)

    assert (plain.status_code, plain.headers["Location"][:8]) == (301, "https://")
    assert (safe.status_code, safe.headers["Strict-Transport-Security"][:10]) == (200, "max-age=60")
    assert safe.headers["Referrer-Policy"] == "no-referrer"


def test_without_a_host_of_their_own_they_lose_their_origin_all_the_same(ruths, settings, play_url):
    browser, attempt = ruths
    settings.PACKAGES_ORIGIN = ""

    page = browser.get(play_url)
    file = files_of(browser, attempt, "start/index.html", host="lakeside.localhost")

    assert 'data-package="http://lakeside.localhost/packages/a' in page.text
    assert "frame-src http://lakeside.localhost/packages/" in page.headers["Content-Security-Policy"]
    assert "sandbox allow-scripts allow-forms;" in file.headers["Content-Security-Policy"]
    assert not file.cookies


def test_a_word_that_is_not_ours_or_too_old_opens_nothing(ruths, monkeypatch):
    browser, attempt = ruths
    token = launching.token_of(attempt)
    forged = token.replace("a", "p", 1)
    assert browser.get(f"/packages/{forged}/style.css", headers={"host": HOST}).status_code == 404

    monkeypatch.setattr(launching, "SECONDS", -1)

    assert files_of(browser, attempt, "style.css").status_code == 404


def test_what_was_set_is_kept_and_given_back(ruths):
    browser, attempt = ruths
    said = {"cmi.core.lesson_location": "page-2", "cmi.suspend_data": "half </script> ñ"}

    assert keep(browser, attempt, said).json() == {"done": False, "passed": None, "score": None}
    runtime = files_of(browser, attempt, "~portalwise.js").text

    state = runtime[: runtime.index(";\n")].removeprefix("window.portalwisePackage = ")
    assert json.loads(state)["values"] == said
    assert json.loads(state)["given"]["cmi.core.entry"] == "resume"
    assert json.loads(state)["given"]["cmi.core.student_name"] == ""
    assert "</script>" not in state


def test_what_is_set_on_leaving_is_kept_by_the_launchs_word_alone(ruths, client_for, package):
    _browser, attempt = ruths
    stranger = client_for()  # the frame sends no cookie
    url, look = (f"/packages/{launching.token_of(one)}/~keep" for one in (attempt, package))
    said = json.dumps({"cmi.core.lesson_status": "completed", "cmi.comments": "my own words"})

    def sent_to(address, body=said, host=HOST):
        return stranger.post(address, body, content_type="text/plain", headers={"host": host})

    answers = [
        *(sent_to(url, "{"), stranger.get(url, headers={"host": HOST}), sent_to(look)),
        *(sent_to(url.replace("~keep", "style.css")), sent_to(url, host="lakeside.localhost")),
        sent_to(url.replace("/a", "/p")),
    ]
    assert [answer.status_code for answer in answers] == [400, 405, 204, 405, 404, 404]
    attempt.refresh_from_db()
    assert attempt.values == {}

    answer = sent_to(url)

    attempt.refresh_from_db()
    assert (answer.status_code, answer.cookies) == (204, {})
    assert (attempt.is_done, attempt.values) == (True, {"cmi.core.lesson_status": "completed"})


def test_a_file_that_is_no_zip_any_more_is_closed_again(ruths, package, storage, monkeypatch):
    browser, attempt = ruths
    (storage / package.file.name).write_bytes(b"broken")
    files, real = [], archive.opened
    monkeypatch.setattr(archive, "opened", lambda file: files.append(file) or real(file))

    assert files_of(browser, attempt, "start/index.html").status_code == 404
    assert [file.closed for file in files] == [True]


def test_what_it_reaches_is_recorded_once(ruths, ruth, own, package):
    browser, attempt = ruths
    done = {"cmi.core.lesson_status": "completed", "cmi.core.score.raw": "80"}

    for _twice in range(2):
        assert keep(browser, attempt, done).json() == {"done": True, "passed": True, "score": 80}
    keep(browser, attempt, {"cmi.core.lesson_status": "incomplete"})

    attempt.refresh_from_db()
    assert attempt.is_done  # once finished, finished
    said = recorded(ruth)
    assert [one["verb"]["id"].rpartition("/")[2] for one in said] == ["initialized", "completed", "passed"]
    assert said[1]["result"] == {"completion": True, "success": True, "score": {"scaled": 0.8}}
    assert said[1]["object"]["id"].endswith(f"/package/{own.key}/{package.key}")
    assert len({one["context"]["registration"] for one in said}) == 1


@pytest.mark.parametrize(
    "said",
    [
        {"cmi.interactions.0.learner_response": "my own words"},
        {"cmi.comments": "my own words"},
        {"cmi.suspend_data": "x" * 64_001},
        {"cmi.suspend_data": 5},
        {"cmi.suspend_data": "\x00"},
        {"cmi.suspend_data": "half a pair \ud800"},  # PostgreSQL's jsonb takes none
    ],
)
def test_what_is_not_kept_is_not_taken_and_holds_up_nothing_else(ruths, said):
    browser, attempt = ruths

    answer = keep(browser, attempt, said | {"cmi.core.lesson_status": "completed"})

    assert answer.json() == {"done": True, "passed": None, "score": None, "refused": list(said)}
    attempt.refresh_from_db()
    assert attempt.values == {"cmi.core.lesson_status": "completed"}


@pytest.mark.parametrize("body", ['["cmi.suspend_data"]', "{", "[" * 100_000, "\xff"])
def test_what_is_no_set_of_values_is_refused(ruths, body):
    browser, attempt = ruths
    url = reverse("packages:keep", args=[attempt.pk])

    answer = browser.post(url, body.encode("latin-1"), content_type="application/json")

    assert answer.status_code == 400
    attempt.refresh_from_db()
    assert attempt.values == {}


def test_another_learner_reaches_neither_page_nor_values(ruths, cleo, client_for):
    _browser, attempt = ruths
    stranger = client_for(cleo)

    for someone in (stranger, client_for()):
        assert keep(someone, attempt, {"cmi.suspend_data": "x"}).status_code == 404
    attempt.refresh_from_db()
    assert attempt.values == {}


def test_another_organisations_site_shows_and_plays_nothing(own, package, play_url, client_for, put_in, bring,
                                                            nonprofit):  # fmt: skip
    assert client_for(host="localhost").get(play_url).status_code == 404
    assert client_for(host="localhost").post(play_url).status_code == 404

    theirs = bring(nonprofit, zips.scorm_2004())[0]
    put_in(theirs, own)  # as if somebody had got around the choice
    page = client_for().get(f"{own.get_url()}try/".replace("http://lakeside.localhost:8000", ""))
    asked = client_for().get(reverse("packages:play", args=[own.translation_key, theirs.key]))

    assert "Results, by another tool" not in page.text
    assert "Refills, by another tool" in page.text
    assert asked.status_code == 404


def test_a_lesson_that_does_not_have_it_does_not_play_it(lesson, package, client_for):
    url = reverse("packages:play", args=[lesson.translation_key, package.key])

    assert client_for().get(url).status_code == 404


def test_no_word_opens_the_package_of_a_closed_organisation(ruths, clinic):
    browser, attempt = ruths
    clinic.status = "suspended"
    clinic.save()

    assert files_of(browser, attempt, "style.css").status_code == 404


def test_a_guest_who_signs_in_keeps_what_was_reached(own, package, guest, ruth, clinic):
    act = {"organisation": clinic, "lesson": own, "package": package}
    theirs = actions.begin(learner=guest, **act)
    actions.keep(attempt=theirs, said={"cmi.core.lesson_status": "passed"})
    actions.begin(learner=ruth, **act)

    people.adopt_guest(user=ruth.user, guest=guest)

    mine = Attempt.objects.get(learner=ruth)
    assert (mine.is_done, mine.is_passed) == (True, True)


def test_a_learner_takes_it_along(ruths, ruth):
    browser, attempt = ruths
    keep(browser, attempt, {"cmi.core.lesson_location": "page-2"})

    (mine,) = export.of(ruth)["packages"]

    assert mine["package"] == "Refills, by another tool"
    assert mine["kept for the package"] == {"cmi.core.lesson_location": "page-2"}


def test_the_file_is_lost_and_the_page_says_so_calmly(ruths, package, storage):
    browser, attempt = ruths
    (storage / package.file.name).unlink()

    assert files_of(browser, attempt, "start/index.html").status_code == 404


def test_an_attempt_goes_with_its_package(ruths, package):
    Package.objects.get(pk=package.pk).delete()

    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    ("kind", "said", "facts", "wanted"),
    [
        ("scorm12", {"cmi.core.lesson_status": "failed", "cmi.core.score.raw": "3",
                     "cmi.core.score.max": "10"}, {}, (True, False, 0.3)),
        ("scorm12", {"cmi.core.lesson_status": "completed", "cmi.core.score.raw": "60"},
         {"mastery": "70"}, (True, False, 0.6)),
        ("scorm12", {"cmi.core.lesson_status": "browsed", "cmi.core.score.raw": "nan"}, {},
         (False, None, None)),
        ("scorm2004", {"cmi.completion_status": "completed"}, {}, (True, None, None)),
        ("h5p", {"h5p.completion": "true", "h5p.score.raw": "0", "h5p.score.max": "0"}, {},
         (True, None, None)),
        ("h5p", {"h5p.score.raw": "9", "h5p.score.max": "3", "h5p.success": "1"}, {}, (False, None, 1.0)),
        ("cmi5", {"is_completed": True}, {"move_on": "Completed"}, (True, None, None)),
        ("cmi5", {"is_completed": True}, {"move_on": "Passed"}, (False, None, None)),
        ("cmi5", {"is_completed": True}, {"move_on": "CompletedAndPassed"}, (False, None, None)),
        ("cmi5", {"is_passed": True, "score": 1.0}, {"move_on": "CompletedOrPassed"}, (True, True, 1.0)),
        ("cmi5", {"is_passed": False}, {"move_on": "Passed"}, (False, False, None)),
        ("cmi5", {"is_begun": True}, {"move_on": "NotApplicable"}, (True, None, None)),
        ("scorm2004", {"cmi.score.scaled": "0.5"}, {"mastery": "0.5"}, (False, True, 0.5)),
        ("scorm2004", {"cmi.score.scaled": "-1", "cmi.success_status": "failed"}, {}, (False, False, 0.0)),
        ("scorm2004", {"cmi.score.raw": "5", "cmi.score.min": "0", "cmi.score.max": "20"}, {},
         (False, None, 0.25)),
    ],
)  # fmt: skip
def test_values_say_how_it_went(kind, said, facts, wanted):
    assert values.outcome(kind, said, facts) == wanted
