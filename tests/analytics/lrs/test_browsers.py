"""Browsers: pages of the sites that a client names may use it, and no others; docs/adr/0049."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.urls import reverse

from analytics.lrs.clients import actions, origins
from analytics.lrs.clients.models import Client
from lms.organisations import roles
from lms.organisations.models import Membership
from tests.analytics.lrs.conftest import statement

pytestmark = pytest.mark.django_db
COURSES, ELSEWHERE = "https://courses.example.org", "https://elsewhere.example"
PATHS = ["statements", "activities/state", "activities/profile", "agents/profile", "agents", "activities"]


@pytest.fixture(autouse=True)
def asked_anew():
    """Begins without what the process remembers of sites."""
    origins.forget()


@pytest.fixture
def browser(ask):
    """Asks as a client that the pages of COURSES may use."""
    actions.set_origins(client=ask.record, origins_allowed=[COURSES])
    return ask


def said(answer):
    return {name: value for name, value in answer.headers.items() if name.startswith("Access-Control")}


@pytest.mark.parametrize("path", PATHS)
def test_a_preflight_of_a_named_site_is_answered(browser, client, path):
    answer = client.options(f"/xapi/{path}", headers={"Origin": COURSES})

    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == COURSES
    assert "Origin" in answer.headers["Vary"]
    assert "X-Experience-API-Version" in answer.headers["Access-Control-Allow-Headers"]
    assert "GET" in answer.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_what_an_answer_varies_by_is_kept(rf):
    answer = origins.tell(rf.get("/xapi/about"), HttpResponse(headers={"Vary": "Accept-Encoding"}))

    assert answer.headers["Vary"] == "Accept-Encoding, Origin"


@pytest.mark.parametrize(
    "origin", [ELSEWHERE, "null", COURSES + ".evil.example", "http://courses.example.org"]
)
def test_a_preflight_of_another_site_is_told_nothing(browser, client, origin):
    assert said(client.options("/xapi/statements", headers={"Origin": origin})) == {}


def test_by_default_no_page_may(ask, client):
    assert ask.record.origins == []
    assert said(client.options("/xapi/statements", headers={"Origin": COURSES})) == {}
    assert ask("POST", body=statement(), headers={"Origin": COURSES}).status_code == 403


def test_a_page_of_a_named_site_writes_and_reads_what_it_needs(browser):
    answer = browser("POST", body=statement(), headers={"Origin": COURSES})

    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == COURSES
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]


def test_a_fault_can_be_read_by_the_page(browser, client):
    refused = browser("POST", body={"no": "statement"}, headers={"Origin": COURSES})
    stranger = client.get(
        "/xapi/statements", headers={"Origin": COURSES, "X-Experience-API-Version": "1.0.3"}
    )

    assert (refused.status_code, stranger.status_code) == (400, 401)
    assert refused.headers["Access-Control-Allow-Origin"] == COURSES
    assert stranger.headers["Access-Control-Allow-Origin"] == COURSES


def test_a_site_that_another_client_names_may_not_use_this_one(browser, asker, nonprofit):
    theirs = asker(nonprofit)

    assert theirs("GET", headers={"Origin": COURSES}).status_code == 403


def test_a_form_that_needs_no_preflight_is_refused_too(browser, client):
    form = f"Authorization={browser.authorization}&X-Experience-API-Version=1.0.3"
    sent = {"content_type": "application/x-www-form-urlencoded"}

    answer = client.post(
        "/xapi/statements?method=GET", form.replace("+", "%2B"), headers={"Origin": ELSEWHERE}, **sent
    )

    assert answer.status_code == 403
    assert said(answer) == {}


def test_programs_and_our_own_pages_send_no_foreign_origin(ask):
    assert ask("GET").status_code == 200
    assert ask("GET", headers={"Origin": "http://testserver"}).status_code == 200


def test_about_may_be_read_by_every_page(client):
    assert client.get("/xapi/about").headers["Access-Control-Allow-Origin"] == "*"


def test_a_revoked_client_names_no_site_any_more(browser, client):
    actions.revoke(client=browser.record)
    origins.forget()

    assert said(client.options("/xapi/statements", headers={"Origin": COURSES})) == {}


@pytest.mark.parametrize(
    "text",
    [
        "*",
        "null",
        "courses.example.org",
        "http://courses.example.org",
        "https://a.example/x",
        "https://a b c",
    ],
)
def test_what_is_no_site_is_refused(text):
    with pytest.raises(ValueError):
        origins.parse(text)


def test_sites_are_read_one_a_line_and_each_once():
    assert origins.parse(" https://A.example/\nhttps://a.example, http://localhost:8000 ") == [
        "https://a.example",
        "http://localhost:8000",
    ]


class TestTheCommand:
    def test_it_sets_the_sites(self, ask, clinic):
        out = StringIO()
        call_command("lrs_client", "--organisation", clinic.slug, "sites", "tablet", COURSES, stdout=out)

        assert COURSES in out.getvalue()
        assert Client.objects.get(name="tablet").origins == [COURSES]

    def test_it_makes_a_client_with_sites_and_says_what_is_none(self, clinic):
        args = ["lrs_client", "--organisation", clinic.slug, "create"]
        call_command(*args, "page", "--sites", COURSES, stdout=StringIO())

        assert Client.objects.get(name="page").origins == [COURSES]
        with pytest.raises(CommandError, match="https://host"):
            call_command(*args, "other", "--sites", "courses", stdout=StringIO())


class TestTheDesk:
    @pytest.fixture
    def desk(self, clinic, staff_of, client_for):
        amir = staff_of("amir", clinic, Membership.Role.ADMIN)
        roles.sync(organisation=clinic)
        return client_for(amir)

    def test_an_admin_says_which_sites(self, desk, ask, clinic):
        url = reverse("lrs_desk:client_sites", args=[clinic.pk, ask.record.pk])

        desk.post(url, {"origins": COURSES})
        page = desk.get(reverse("lrs_desk:clients", args=[clinic.pk]))

        assert Client.objects.get(pk=ask.record.pk).origins == [COURSES]
        assert COURSES in page.content.decode()

    def test_what_is_no_site_changes_nothing_and_says_how_to_write_it(self, desk, browser, clinic):
        url = reverse("lrs_desk:client_sites", args=[clinic.pk, browser.record.pk])

        answer = desk.post(url, {"origins": "courses"}, follow=True)

        assert "without a path" in answer.content.decode()
        assert Client.objects.get(pk=browser.record.pk).origins == [COURSES]

    def test_another_organisations_client_is_not_there(self, desk, asker, nonprofit, clinic):
        theirs = asker(nonprofit).record

        answer = desk.post(
            reverse("lrs_desk:client_sites", args=[clinic.pk, theirs.pk]), {"origins": COURSES}, follow=True
        )

        assert answer.status_code == 404
        assert Client.objects.get(pk=theirs.pk).origins == []
