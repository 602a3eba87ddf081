"""Before anybody has set the site up, and what is served from files."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.models import Locale

from lms.demo import migrating
from lms.people.models import Learner, User
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/en/", "/es/practice/", "/en/check/", "/en/account/"])
def test_without_an_organisation_a_page_says_so(client, address):
    response = client.get(address)

    assert response.status_code == 503
    assert "make demo" in response.text


def test_without_an_organisation_no_act_fails_or_leaves_anything(client):
    assert client.post("/en/account/counting/", {"is_counted": "no"}).status_code == 503
    assert not Learner.objects.exists()


def test_without_an_organisation_the_house_can_sign_in_to_its_desk(client):
    Locale.objects.get_or_create(language_code="en")
    User.objects.create_superuser("house@example.org", PASSWORD)

    client.post("/en/accounts/login/", {"login": "house@example.org", "password": PASSWORD})

    assert client.get("/admin/").status_code == 200


@pytest.fixture
def uploaded(settings, tmp_path):
    """Puts a file where uploads lie and returns its address."""
    settings.MEDIA_ROOT = tmp_path

    def put(name):
        return f"/media/{default_storage.save(name, ContentFile(b'<script src=evil.js></script>'))}"

    return put


def test_an_uploaded_document_is_no_page_of_ours(clinic, client_for, uploaded):
    assert client_for().get(uploaded("documents/page.html")).status_code == 404


def test_no_way_leads_from_the_pictures_to_the_documents(clinic, client_for, uploaded):
    uploaded("documents/page.html")

    assert client_for().get("/media/images/../documents/page.html").status_code == 404


def test_setting_up_tells_how_many_migrations_are_done():
    told = []
    command = migrating.Migrate(lambda done, of: told.append((done, of)), of=2)

    for action in ("render_start", "render_success", "apply_start", "apply_success", "apply_success"):
        command.migration_progress_callback(action)

    assert told == [(1, 2), (2, 2)]


def test_a_database_that_is_up_to_date_has_nothing_to_tell():
    told = []

    migrating.run(lambda done, of: told.append((done, of)))

    assert not told
