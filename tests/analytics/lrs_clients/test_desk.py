"""The clients page at the authors' desk: for the organization's admins only, and a secret shows once."""

import re

import pytest

from analytics.lrs.clients import actions, auth
from analytics.lrs.clients.models import Client
from tests.analytics.lrs_clients.test_clients import basic

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(clinic, desk_user):
    return desk_user("dana", clinic, "admin")


@pytest.fixture
def gwen(nonprofit, desk_user):
    return desk_user("gwen", nonprofit, "admin")


def address(organisation, more=""):
    return f"/admin/records/{organisation.pk}/clients/{more}"


def new(**more):
    return {"name": "Ward tablet", "scopes": ["statements/write"], "requests_a_minute": ""} | more


def test_the_page_says_that_there_is_none_yet(dana, clinic, client_for):
    assert "No program has been let in yet." in client_for(dana).get(address(clinic)).content.decode()


def test_an_admin_makes_a_client_and_sees_its_secret_once(dana, clinic, client_for):
    desk = client_for(dana)

    made = desk.post(address(clinic, "create/"), new())
    page = made.content.decode()
    key, secret = re.findall(r"<dd[^>]*><code>([^<]+)</code></dd>", page)
    later = desk.get(address(clinic)).content.decode()

    assert auth.authenticate_header(basic(key, secret)).organisation == clinic
    assert "no-store" in made.headers["Cache-Control"]
    assert key in later and secret not in later


def test_sent_twice_it_makes_one_client(dana, clinic, client_for):
    desk = client_for(dana)
    desk.post(address(clinic, "create/"), new())

    again = desk.post(address(clinic, "create/"), new()).content.decode()

    assert "There is a client of this name." in again
    assert Client.objects.count() == 1


def test_what_was_typed_stays_where_something_is_missing(dana, clinic, client_for):
    page = client_for(dana).post(address(clinic, "create/"), new(scopes=[])).content.decode()

    assert 'value="Ward tablet"' in page
    assert "This field is required." in page
    assert not Client.objects.exists()


def test_rotating_shows_the_new_secret_and_the_old_one_still_opens(dana, clinic, client_for):
    client, old = actions.create(organisation=clinic, name="x")

    page = client_for(dana).post(address(clinic, f"{client.pk}/rotate/")).content.decode()

    _key, secret = re.findall(r"<dd[^>]*><code>([^<]+)</code></dd>", page)
    assert auth.authenticate_header(basic(client.key, secret)) == client
    assert auth.authenticate_header(basic(client.key, old)) == client


def test_revoking_shuts_it_out(dana, clinic, client_for):
    client, _secret = actions.create(organisation=clinic, name="x")

    client_for(dana).post(address(clinic, f"{client.pk}/revoke/"))
    page = client_for(dana).get(address(clinic)).content.decode()

    assert Client.objects.get().is_revoked
    assert "revoked" in page
    assert "New secret for x" not in page


def test_it_is_there_in_spanish(dana, clinic, client_for):
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=dana, preferred_language="es")

    assert "Todavía no" in client_for(dana).get(address(clinic)).content.decode()


@pytest.mark.parametrize("role", ["author", "publisher", "analyst"])
def test_nobody_else_of_the_organisation_gets_there(role, clinic, desk_user, client_for):
    person = desk_user("amir", clinic, role)

    assert client_for(person).get(address(clinic)).status_code == 302
    client_for(person).post(address(clinic, "create/"), new())
    assert not Client.objects.exists()


def test_another_organisations_admin_sees_and_changes_nothing(gwen, clinic, nonprofit, client_for):
    client, secret = actions.create(organisation=clinic, name="secret ward")
    desk = client_for(gwen)

    assert "secret ward" not in desk.get(address(nonprofit)).content.decode()
    assert desk.get(address(clinic)).status_code == 302
    for more in ("create/", f"{client.pk}/rotate/", f"{client.pk}/revoke/"):
        desk.post(address(clinic, more), new())
        desk.post(address(nonprofit, more), new(scopes=[]))
    assert Client.objects.get() == client
    assert not client.is_revoked
    assert auth.authenticate_header(basic(client.key, secret)) == client
    assert client.secrets.count() == 1
