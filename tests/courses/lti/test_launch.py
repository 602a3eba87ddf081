"""A launch that holds opens the course, one that does not opens nothing, and nobody is known by name."""

import time
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.core.cache import cache
from django.utils import timezone

from courses.lti import actions, calling, limits, messages
from courses.lti.models import Grade, Identity, Login, Problem, Registration, origin_of
from lms.people import actions as people
from lms.people import export
from lms.people.models import Learner
from lms.site import freshness
from tests.conftest import PASSWORD
from tests.factories import lti_platform as lms

pytestmark = pytest.mark.django_db


def path_of(page):
    """Returns the address of a page on its site."""
    return urlsplit(page.get_url()).path


def refused(answer, problem, registration=None):
    """Fails unless a launch was refused for this reason, kindly and leaving nobody behind."""
    assert answer.status_code == 400
    assert str(problem.label) in answer.content.decode()
    assert not Identity.objects.exists() and not Grade.objects.exists()
    if registration is not None:
        registration.refresh_from_db()
        assert registration.last_problem == problem
    return True


def test_a_launch_opens_the_lesson_as_a_learner_without_name_or_address(
    registration, browser_of, to_lesson, lesson, clinic
):
    browser = browser_of()
    before = Learner.objects.count()

    answer = browser.open(to_lesson)

    assert (answer.status_code, answer["Location"]) == (302, path_of(lesson))
    identity = Identity.objects.get()
    assert (identity.subject, identity.registration) == (lms.SUBJECT, registration)
    assert identity.learner.organisation == clinic and identity.learner.is_guest
    assert Learner.objects.count() == before + 1
    assert browser.client.get(path_of(lesson)).wsgi_request.learner == identity.learner
    assert "Secret" not in str(export.of(identity.learner)) and "secret" not in str(vars(identity))
    registration.refresh_from_db()
    assert registration.last_launch_at and not registration.last_problem


def test_who_comes_again_finds_their_place_and_another_person_does_not(
    registration, browser_of, to_lesson, to_course, lesson, course
):
    browser_of().open(to_lesson)
    again = browser_of()
    assert again.open(to_course)["Location"] == path_of(course)
    browser_of().open(to_lesson, sub="someone-else")

    first, other = Identity.objects.order_by("pk")
    assert first.learner != other.learner
    assert first.grades.count() == 1  # the same link, which leads to the course now
    assert first.grades.get().kind == "course"


def test_who_teaches_only_looks_and_leaves_no_row(registration, browser_of, to_lesson, lesson):
    answer = browser_of().open(to_lesson, **{lms.LTI + "roles": [lms.TEACHER]})

    assert answer["Location"] == path_of(lesson)
    assert not Identity.objects.exists() and not Grade.objects.exists()


def test_a_launch_in_spanish_opens_the_spanish_page(registration, browser_of, to_lesson, lesson_es):
    said = {lms.LTI + "launch_presentation": {"locale": "es-MX"}}

    assert browser_of().open(to_lesson, **said)["Location"] == path_of(lesson_es)
    assert Identity.objects.get().learner.language == "es"


def seconds_ahead(seconds):
    """Returns what says a moment from when the test runs: the list below is read when all are collected."""
    return lambda: int(time.time()) + seconds


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"iss": "https://elsewhere.example"}, Problem.CLIENT),
        ({"aud": "another-tool"}, Problem.AUDIENCE),
        ({"aud": [lms.CLIENT, "another-tool"]}, Problem.AUDIENCE),  # without azp
        ({"azp": "another-tool"}, Problem.AUDIENCE),
        ({"exp": seconds_ahead(-120)}, Problem.TIME),
        ({"exp": None}, Problem.TIME),
        ({"iat": seconds_ahead(-7200)}, Problem.TIME),
        ({"iat": seconds_ahead(900), "exp": seconds_ahead(1200)}, Problem.TIME),
        ({"nonce": "made-up"}, Problem.STATE),
        ({lms.LTI + "deployment_id": "dep-2"}, Problem.DEPLOYMENT),
        ({lms.LTI + "deployment_id": None}, Problem.DEPLOYMENT),
        ({lms.LTI + "version": "1.1"}, Problem.MESSAGE),
        ({lms.LTI + "message_type": "Other"}, Problem.MESSAGE),
        ({lms.LTI + "resource_link": None}, Problem.MESSAGE),
        ({"sub": None}, Problem.PERSON),
    ],
)
def test_a_launch_that_does_not_hold_is_refused(changes, problem, registration, browser_of, to_lesson):
    said = {name: value() if callable(value) else value for name, value in changes.items()}

    assert refused(browser_of().launch(to_lesson, **said), problem, registration)


def test_a_signature_that_is_not_the_platforms_is_refused(registration, platform, browser_of, to_lesson):
    browser = browser_of()
    state, nonce = browser.begin(to_lesson)
    claims, other = platform.claims(nonce, to_lesson), lms.new_key()
    unsigned = platform.token(claims, alg="none").rpartition(".")[0] + "."
    by_another, unnamed = platform.token(claims, key=other), platform.token(claims, kid="unknown")
    for token in (by_another, unnamed, unsigned, "", "a.b.c"):
        state, _nonce = browser.begin(to_lesson)
        answer = browser.client.post("/lti/launch/", {"state": state, "id_token": token})
        assert refused(answer, Problem.SIGNATURE, registration), token


def test_a_platform_that_signs_nobody_in_is_named_as_the_reason(registration, browser_of, to_lesson):
    browser = browser_of()
    state, _nonce = browser.begin(to_lesson)
    answer = browser.client.post("/lti/launch/", {"state": state, "error": "login_required"})

    assert refused(answer, Problem.SIGN_IN, registration)


def test_a_launch_holds_once_in_its_window_and_for_ten_minutes(registration, platform, browser_of, to_lesson):
    browser = browser_of()
    state, nonce = browser.begin(to_lesson)
    form = {"state": state, "id_token": platform.token(platform.claims(nonce, to_lesson))}
    elsewhere = browser_of().client.post("/lti/launch/", form)
    assert refused(elsewhere, Problem.BROWSER, registration)
    assert refused(browser.client.post("/lti/launch/", form), Problem.STATE)  # used up by the other window

    state, nonce = browser.begin(to_lesson)
    form = {"state": state, "id_token": platform.token(platform.claims(nonce, to_lesson))}
    assert browser.client.post("/lti/launch/", form).status_code == 302
    assert browser.client.post("/lti/launch/", form).status_code == 400

    state, nonce = browser.begin(to_lesson)
    Login.objects.update(ends_at=timezone.now())
    form = {"state": state, "id_token": platform.token(platform.claims(nonce, to_lesson))}
    assert browser.client.post("/lti/launch/", form).status_code == 400
    browser.begin(to_lesson)
    assert Login.objects.count() == 1  # those that ran out are forgotten


def test_a_deployment_that_is_not_known_can_be_added_from_what_came(
    registration, browser_of, to_lesson, platform
):
    browser_of().launch(to_lesson, **{lms.LTI + "deployment_id": "dep-2"})
    strangers = platform.hints(to_lesson) | {"client_id": "made-up"}
    assert browser_of().client.get("/lti/login/", strangers).status_code == 400
    registration.refresh_from_db()
    assert (registration.unknown_deployment, registration.last_problem) == ("dep-2", Problem.DEPLOYMENT)

    assert not actions.add_deployment(registration=registration, deployment="dep-1")
    assert actions.add_deployment(registration=registration, deployment="dep-2")

    assert browser_of().launch(to_lesson, **{lms.LTI + "deployment_id": "dep-2"}).status_code == 302


def test_what_another_organisation_publishes_is_not_opened(
    registration, browser_of, to_lesson, lesson, nonprofit, platform
):
    Registration.objects.update(organisation=nonprofit)
    nonprofits = browser_of(host="localhost")
    hints, top = platform.hints(to_lesson), {"Sec-Fetch-Dest": "document"}
    begun = nonprofits.client.get("/lti/login/", hints, headers=top)
    asked = dict(pair.split("=") for pair in begun["Location"].partition("?")[2].split("&"))
    form = {
        "state": asked["state"],
        "id_token": platform.token(platform.claims(asked["nonce"], to_lesson)),
    }

    assert refused(nonprofits.client.post("/lti/launch/", form), Problem.CONTENT)

    at_the_clinic = browser_of().client  # which has no such registration any more
    assert at_the_clinic.get("/lti/login/", hints, headers=top).status_code == 400
    assert at_the_clinic.post("/lti/launch/", form).status_code == 400


def test_only_the_platforms_pages_may_frame_ours_and_only_for_its_login(
    registration, browser_of, to_lesson, platform, lesson
):
    client, hints = browser_of().client, platform.hints(to_lesson)

    framed = client.get("/lti/login/", hints, headers={"Sec-Fetch-Dest": "iframe"})
    assert framed.status_code == 200 and not Login.objects.exists()
    assert f"frame-ancestors 'self' {platform.base};" in framed["Content-Security-Policy"] + ";"
    assert "X-Frame-Options" not in framed
    link = framed.context["url"]
    assert client.get(link).status_code == 302  # the window of its own, also where a browser tells nothing

    unknown = client.get("/lti/login/", hints | {"iss": "https://elsewhere.example"})
    for page in (unknown, client.get(path_of(lesson))):
        assert platform.base not in page["Content-Security-Policy"]
        assert page["X-Frame-Options"] == "SAMEORIGIN"


def test_somebody_elses_work_in_this_browser_is_not_taken_and_not_hidden_unasked(
    registration, browser_of, to_lesson, lesson, guest, ruth
):
    for someone, words in ((guest, "has learned here before"), (ruth, "is signed in here")):
        browser = browser_of(someone)
        page = browser.open(to_lesson)
        assert page.status_code == 200 and words in page.content.decode()

        assert browser.client.post("/en/learning-systems/open/")["Location"] == path_of(lesson)
        there = browser.client.get(path_of(lesson)).wsgi_request
        assert there.learner == Identity.objects.get().learner and not there.user.is_authenticated
        assert Learner.objects.filter(pk=someone.pk).exists()


def test_work_that_was_taken_into_an_account_is_opened_by_its_owner_only(
    registration, browser_of, to_lesson, lesson, ruth, sam
):
    browser_of().open(to_lesson)
    people.adopt_guest(user=ruth.user, guest=Identity.objects.get().learner)
    assert Identity.objects.get().learner == ruth

    stranger = browser_of()
    page = stranger.open(to_lesson)
    assert page.status_code == 200 and "/accounts/login/?next=" in page.content.decode()
    assert stranger.client.get(path_of(lesson)).wsgi_request.learner is None
    other = browser_of(sam)
    page = other.open(to_lesson).content.decode()
    assert "signed in to another account" in page and "login/?next=" not in page
    assert other.client.get(path_of(lesson)).wsgi_request.learner == sam
    out = other.client.post("/en/learning-systems/open/")
    assert out["Location"].startswith("/en/accounts/login/?next=")
    assert not other.client.get(out["Location"]).wsgi_request.user.is_authenticated
    assert browser_of(ruth).open(to_lesson)["Location"] == path_of(lesson)


def test_a_learner_sees_ends_takes_along_and_erases_what_ties_them(
    registration, browser_of, to_lesson, ruth, client_for
):
    browser = browser_of()
    browser.open(to_lesson)
    identity = Identity.objects.get()
    shown = browser.client.get("/en/learning-systems/").content.decode()
    assert "Night school" in shown
    assert export.of(identity.learner)["lti"][0]["id_there"] == lms.SUBJECT

    stranger = client_for(ruth)
    assert "Night school" not in stranger.get("/en/learning-systems/").content.decode()
    stranger.post(f"/en/learning-systems/end/{identity.pk}/")
    assert Identity.objects.exists()
    browser.client.post(f"/en/learning-systems/end/{identity.pk}/")
    assert not Identity.objects.exists() and not Grade.objects.exists()

    browser.open(to_lesson)
    people.erase(learner=Identity.objects.get().learner)
    assert not Identity.objects.exists()


def test_without_a_launch_nothing_is_gone_on_with(browser_of, registration, to_lesson, lesson):
    client = browser_of().client

    assert client.get("/en/learning-systems/open/").status_code == 400
    assert client.get("/lti/launch/").status_code == 400
    path = to_lesson.removeprefix("http://lakeside.localhost:8000")
    assert client.get(path)["Location"] == path_of(lesson)
    for key in ("00000000-0000-0000-0000-000000000000", "-" * 36):
        unknown = path.replace(str(lesson.translation_key), key)
        assert client.get(unknown, follow=True).status_code == 404


def test_a_launch_costs_few_queries(registration, browser_of, to_lesson, django_assert_max_num_queries):
    browser = browser_of()
    browser.open(to_lesson)
    state, nonce = browser.begin(to_lesson)
    claims = browser.platform.claims(nonce, to_lesson)
    form = {"state": state, "id_token": browser.platform.token(claims)}

    with django_assert_max_num_queries(30):
        browser.client.post("/lti/launch/", form)


@pytest.mark.parametrize(("said", "whose"), [("yes", "ruth"), ("no", "guest")])
def test_signing_in_on_a_shared_computer_takes_nobodys_place_unasked(
    said, whose, registration, browser_of, to_lesson, lesson, ruth, finish
):
    finish(ruth, lesson)
    browser = browser_of()
    browser.open(to_lesson)
    guest = Identity.objects.get().learner
    login = {"login": ruth.user.email, "password": PASSWORD}
    answer = browser.client.post("/en/accounts/login/?next=/en/my/notebook/", login)
    asks = answer["Location"]
    assert asks.startswith("/en/learning-systems/whose/?next=")
    assert "Night school" in browser.client.get(asks).content.decode()
    assert Identity.objects.get().learner == guest and not Grade.objects.get().finished
    assert "/whose/" in browser.client.get("/en/learning-systems/").content.decode()

    on = browser.client.post(asks, {"answer": said, "next": "https://evil.example/"})
    assert on["Location"].startswith("/en/") and "evil" not in on["Location"]
    assert Identity.objects.get().learner == {"ruth": ruth, "guest": guest}[whose]
    shown = browser.client.get("/en/learning-systems/")
    assert shown.wsgi_request.learner == ruth and "/whose/" not in shown.content.decode()
    if said == "no":
        assert browser_of().open(to_lesson)["Location"] == path_of(lesson)  # the owner's place is as it was


def test_one_address_begins_only_so_many_logins(registration, browser_of, to_lesson, platform, monkeypatch):
    monkeypatch.setattr(limits, "MOST", 2)
    client, wrong = browser_of().client, platform.hints(to_lesson) | {"client_id": "made-up"}
    top = {"Sec-Fetch-Dest": "document"}
    for _time in range(2):
        assert client.get("/lti/login/", platform.hints(to_lesson), headers=top).status_code == 302

    for hints in (platform.hints(to_lesson), wrong):
        assert client.get("/lti/login/", hints, headers=top).status_code == 429
    registration.refresh_from_db()
    assert Login.objects.count() == 2 and not registration.last_problem


def test_a_launch_makes_no_kept_page_out_of_date(
    registration, browser_of, to_lesson, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as after:
        browser_of().open(to_lesson)

    assert freshness.changed not in after
    assert not [one for one in apps.get_app_config("lti").get_models() if freshness.is_content(one)]


def test_a_key_set_that_cannot_be_read_is_not_asked_for_at_every_launch(
    registration, browser_of, to_lesson, monkeypatch
):
    asked = []

    def hang(*words, **more):
        asked.append(words)
        raise calling.Unreachable("TimeoutError")

    monkeypatch.setattr(calling, "ask", hang)
    monkeypatch.setattr(messages.time, "sleep", lambda seconds: pytest.fail("nobody is reading it"))
    for _launch in range(3):
        assert refused(browser_of().launch(to_lesson), Problem.KEYS, registration)
    assert len(asked) == 1


def test_while_one_launch_reads_the_key_set_others_wait_for_it(
    registration, browser_of, to_lesson, platform, monkeypatch
):
    browser_of().launch(to_lesson)
    name = messages.kept_as(registration)
    cache.delete(name)  # as while the first is being answered
    monkeypatch.setattr(messages.time, "sleep", lambda seconds: cache.set(name, platform.key_set()["keys"]))
    monkeypatch.setattr(messages, "fetch_keys", lambda registration: pytest.fail("it is being read"))

    assert browser_of().launch(to_lesson).status_code == 302


def test_signs_that_a_database_refuses_are_no_launch(registration, browser_of, to_lesson, platform):
    client = browser_of().client
    assert client.get("/lti/login/", platform.hints(to_lesson) | {"iss": "a\0"}).status_code == 400
    assert refused(browser_of().launch(to_lesson, sub="a\0"), Problem.PERSON, registration)
    browser = browser_of()
    state, _nonce = browser.begin(to_lesson)
    deep = lms.b64(b"[" * 100_000) + ".e30.e30"
    answer = browser.client.post("/lti/launch/", {"state": state, "id_token": deep})
    assert refused(answer, Problem.SIGNATURE, registration)


@pytest.mark.parametrize(
    "host", ["a.b;script-src 'unsafe-inline' *", "*", "*.example.org", "a.b; form-action *", "a b", "[::1;]"]
)
def test_no_host_brings_words_of_its_own_into_a_policy(host, registration, browser_of, platform):
    assert origin_of(f"https://{host}/") == ""
    choosing = platform.choosing()
    choosing[lms.DEEP + "deep_linking_settings"]["deep_link_return_url"] = f"https://{host}/return"
    answer = browser_of().launch("http://lakeside.localhost:8000/lti/deep/", **choosing)
    assert refused(answer, Problem.MESSAGE, registration)


def test_an_origin_is_scheme_host_and_port():
    assert origin_of("HTTPS://Learn.Example.org:8443/x?y") == "https://learn.example.org:8443"
    assert origin_of("http://[2001:db8::1]/x") == "http://[2001:db8::1]"
