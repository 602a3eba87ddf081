"""Who is let in to the record store, and what they may do there."""

import base64
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import RequestFactory
from django.utils import timezone

from analytics.lrs.clients import actions, auth, errors, keyed, rates, scopes
from analytics.lrs.clients.models import Client, ClientSecret
from tests.analytics.lrs.conftest import clause

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered(clinic):
    """A client of the clinic's and its secret."""
    return actions.create(organisation=clinic, name="Ward tablet", scopes_granted=["all"])


def basic(key, secret):
    return "Basic " + base64.b64encode(f"{key}:{secret}".encode()).decode()


@clause("3-4.0 authentication", "3-4.1 a client is registered")
def test_the_right_key_and_secret_open(registered, clinic):
    client, secret = registered
    request = RequestFactory().get("/xapi/statements", HTTP_AUTHORIZATION=basic(client.key, secret))

    found = auth.authenticate(request)

    assert (found, found.organisation) == (client, clinic)


def test_the_secret_itself_is_kept_nowhere(registered):
    client, secret = registered
    kept = ClientSecret.objects.get(client=client)

    assert secret not in str(vars(kept))
    assert kept.digest == keyed.digest(secret)
    assert len(secret) >= 43  # 256 bits in base64


def test_the_hash_hangs_on_the_servers_key(settings):
    before = keyed.digest("secret")
    settings.LRS_SERVER_KEY = "another key"

    assert keyed.digest("secret") != before


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Basic",
        "Basic %%%",
        "Basic bm9jb2xvbg==",
        "Basic /////w==",
        basic("nobody", "nothing"),
        basic("nobody\x00", "nothing"),
        "Digest username=x",
        "Bearer nothing",
        "Bearer a:b:c",
    ],
)
@clause("3-3.2 401")
def test_anything_else_is_401_with_a_challenge(header):
    with pytest.raises(errors.NotAuthenticated) as refusal:
        auth.authenticate_header(header)

    assert refusal.value.status == 401
    assert refusal.value.headers["WWW-Authenticate"].split()[0] in ("Basic", "Bearer")


def test_a_wrong_secret_is_401(registered):
    with pytest.raises(errors.NotAuthenticated):
        auth.authenticate_header(basic(registered[0].key, registered[1] + "x"))


def test_a_second_request_costs_no_query(registered, django_assert_num_queries):
    client, secret = registered
    with django_assert_num_queries(1):
        auth.authenticate_header(basic(client.key, secret))
    with django_assert_num_queries(0):
        assert auth.authenticate_header(basic(client.key, secret)).organisation.pk


def test_a_rotated_secret_opens_for_the_stated_grace_and_no_longer(registered, settings):
    client, old = registered
    settings.LRS_CLIENT_CACHE_SECONDS = 0
    new = actions.rotate(client=client, grace=timedelta(hours=1))

    assert auth.authenticate_header(basic(client.key, old)) == client
    assert auth.authenticate_header(basic(client.key, new)) == client
    ClientSecret.objects.filter(digest=keyed.digest(old)).update(expires_at=timezone.now())
    with pytest.raises(errors.NotAuthenticated):
        auth.authenticate_header(basic(client.key, old))


def test_a_second_rotation_does_not_make_an_old_secret_live_longer(registered):
    client, old = registered
    actions.rotate(client=client, grace=timedelta(minutes=5))
    actions.rotate(client=client, grace=timedelta(hours=5))

    first = ClientSecret.objects.get(digest=keyed.digest(old))
    assert first.expires_at < timezone.now() + timedelta(minutes=6)


def test_a_secret_runs_out_also_while_it_is_remembered(registered, settings):
    client, old = registered
    auth.authenticate_header(basic(client.key, old))
    actions.rotate(client=client, grace=timedelta(0))

    with pytest.raises(errors.NotAuthenticated):
        auth.authenticate_header(basic(client.key, old))


def test_a_revoked_client_is_shut_out_at_once_and_for_good(registered):
    client, secret = registered
    auth.authenticate_header(basic(client.key, secret))
    actions.revoke(client=client)

    with pytest.raises(errors.NotAuthenticated):
        auth.authenticate_header(basic(client.key, secret))
    with pytest.raises(actions.IsRevoked):
        actions.rotate(client=client)


def test_a_name_stands_for_one_client_of_an_organisation(registered, clinic, nonprofit):
    with pytest.raises(actions.NameTaken):
        actions.create(organisation=clinic, name="Ward tablet")

    assert actions.create(organisation=nonprofit, name="Ward tablet")
    assert Client.objects.for_organisation(clinic).count() == 1


class TestScopes:
    @pytest.mark.parametrize(
        ("granted", "wanted", "is_reading", "expected"),
        [
            (["all"], "define", False, True),
            (["statements/read"], "statements/read/mine", False, True),
            (["statements/read/mine"], "statements/read", False, False),
            (["statements/write"], "statements/read/mine", False, False),
            (["all/read"], "statements/read", False, True),
            (["all/read"], "statements/write", False, False),
            (["all/read"], "state", True, True),
            (["all/read"], "state", False, False),
            (["all/read"], "profile", True, True),
            (["state"], "profile", True, False),
            (["profile"], "profile", False, True),
            ([], "state", True, False),
        ],
    )
    @clause("3-4.2 scopes")
    def test_each_allows_what_the_standard_says(self, granted, wanted, is_reading, expected):
        assert scopes.allows(granted, wanted, is_reading=is_reading) is expected

    @clause("3-3.2 403")
    def test_what_is_not_allowed_is_403_and_names_the_scope(self, clinic):
        client = Client(organisation=clinic, name="x", scopes=["state"])

        with pytest.raises(errors.NotAllowed, match="statements/write") as refusal:
            auth.require(client, "statements/write")

        assert refusal.value.status == 403

    def test_one_of_several_is_enough(self, clinic):
        client = Client(organisation=clinic, name="x", scopes=["statements/read/mine"])

        auth.require(client, "statements/read", "statements/read/mine")

    @clause("3-4.2 scopes that are assumed")
    def test_who_names_none_gets_what_the_standard_assumes(self, clinic):
        client, _secret = actions.create(organisation=clinic, name="x")

        assert client.scopes == ["statements/write", "statements/read/mine"]


class TestRates:
    @clause("3-3.2 429")
    def test_above_its_limit_a_client_gets_429_and_is_told_when_to_come_back(self, clinic):
        client, secret = actions.create(organisation=clinic, name="x", requests_a_minute=2)
        header = basic(client.key, secret)
        refused = []
        for _number in range(6):  # a minute of the clock may end in between
            try:
                auth.authenticate_header(header)
            except errors.TooMany as refusal:
                refused.append(refusal)

        assert len(refused) >= 2
        assert refused[0].status == 429
        assert 1 <= int(refused[0].headers["Retry-After"]) <= 61

    def test_each_client_has_a_count_of_its_own(self, clinic):
        busy, _secret = actions.create(organisation=clinic, name="busy", requests_a_minute=1)
        calm, _secret = actions.create(organisation=clinic, name="calm", requests_a_minute=1)
        rates.count(busy)

        rates.count(calm)

    @clause("3-3.2 rates can be set")
    def test_it_can_be_switched_off(self, clinic, settings):
        settings.LRS_REQUESTS_A_MINUTE = 0
        client, _secret = actions.create(organisation=clinic, name="x", requests_a_minute=1)

        for _number in range(5):
            rates.count(client)


class TestTokens:
    def ask(self, browser, registered, **form):
        client, secret = registered
        return browser.post(
            "/xapi/oauth/token",
            {"grant_type": "client_credentials"} | form,
            HTTP_AUTHORIZATION=basic(client.key, secret),
            secure=True,
        )

    def test_without_https_there_is_no_token(self, registered, client):
        answer = client.post("/xapi/oauth/token", {"grant_type": "client_credentials"})

        assert (answer.status_code, answer.json()["error"]) == (400, "insecure_transport")

    def test_a_token_opens_for_what_was_asked(self, registered, client):
        answer = self.ask(client, registered, scope="statements/read state")

        said = answer.json()
        found = auth.authenticate_header(f"Bearer {said['access_token']}")
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]
        assert (said["token_type"], said["expires_in"]) == ("Bearer", 3600)
        assert found == registered[0]
        assert found.scopes == ["statements/read", "state"]
        assert not found.may("statements/write")

    def test_without_a_scope_it_gets_what_the_standard_assumes(self, registered, client):
        assert self.ask(client, registered).json()["scope"] == "statements/write statements/read/mine"

    def test_the_secret_may_come_in_the_form(self, registered, client):
        answer = client.post(
            "/xapi/oauth/token",
            {
                "grant_type": "client_credentials",
                "client_id": registered[0].key,
                "client_secret": registered[1],
            },
            secure=True,
        )

        assert answer.status_code == 200

    @pytest.mark.parametrize(
        ("form", "error"),
        [
            ({"grant_type": "password"}, "unsupported_grant_type"),
            ({"scope": "everything"}, "invalid_scope"),
        ],
    )
    def test_what_is_wrong_has_the_name_of_the_rfc(self, registered, client, form, error):
        answer = self.ask(client, registered, **form)

        assert (answer.status_code, answer.json()["error"]) == (400, error)

    def test_a_wrong_secret_gets_no_token(self, registered, client):
        answer = self.ask(client, (registered[0], "wrong"))

        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
        assert "WWW-Authenticate" in answer.headers

    def test_a_client_cannot_ask_for_more_than_it_has(self, clinic, client):
        small = actions.create(organisation=clinic, name="small", scopes_granted=["state"])

        answer = self.ask(client, small, scope="statements/write")

        assert answer.json()["error"] == "invalid_scope"

    def test_a_token_of_a_revoked_client_opens_nothing(self, registered, client):
        token = self.ask(client, registered, scope="all").json()["access_token"]
        actions.revoke(client=registered[0])

        with pytest.raises(errors.NotAuthenticated, match="token") as refusal:
            auth.authenticate_header(f"Bearer {token}")
        assert 'error="invalid_token"' in refusal.value.headers["WWW-Authenticate"]

    def test_a_token_runs_out(self, registered, client, monkeypatch):
        token = self.ask(client, registered, scope="all").json()["access_token"]
        monkeypatch.setattr("analytics.lrs.clients.tokens.SECONDS", -1)

        with pytest.raises(errors.NotAuthenticated):
            auth.authenticate_header(f"Bearer {token}")


class TestTheCommand:
    def run(self, clinic, *arguments):
        out = StringIO()
        call_command("lrs_client", "--organisation", clinic.slug, *arguments, stdout=out)
        return out.getvalue()

    def test_it_makes_rotates_lists_and_revokes(self, clinic, nonprofit):
        said = dict(
            line.split(": ") for line in self.run(clinic, "create", "Tablet", "--scopes", "all").splitlines()
        )
        found = auth.authenticate_header(basic(said["key"], said["secret"]))
        rotated = self.run(clinic, "rotate", "Tablet", "--grace-hours", "0")
        listed = self.run(clinic, "list")
        self.run(clinic, "revoke", "Tablet")

        assert found.scopes == ["all"]
        assert said["secret"] not in rotated and said["key"] in rotated
        assert "Tablet" in listed and said["secret"] not in listed
        assert self.run(nonprofit, "list") == ""
        assert Client.objects.get().is_revoked

    @pytest.mark.parametrize(
        "arguments",
        [("create", "x", "--scopes", "everything"), ("rotate", "nobody"), ("revoke", "nobody")],
    )
    def test_a_mistake_is_said_in_words(self, clinic, arguments):
        with pytest.raises(CommandError):
            self.run(clinic, *arguments)

    def test_an_organisation_that_is_not_there_is_named(self, db):
        with pytest.raises(CommandError, match="nowhere"):
            call_command("lrs_client", "--organisation", "nowhere", "list")
