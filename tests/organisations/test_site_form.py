"""A site's logo and languages: chosen at the desk, shown on every page, another organisation's never."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.views.static import serve
from PIL import Image as Picture
from wagtail.images.models import Image

from lms.organisations import changing, history, joining, roles
from lms.organisations.models import Membership, Organisation
from lms.people.models import User
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
HOST = "harbor.localhost"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def harbor(nonprofit):
    """A new clinic with pages in both languages."""
    found, _is_new = joining.join(
        facts=joining.Facts(name="Harbor Clinic", slug="harbor", kind="clinic", hostname=HOST)
    )
    return found


@pytest.fixture
def dana(harbor, staff_of):
    found = staff_of("dana", harbor, Membership.Role.ADMIN)
    roles.sync(organisation=harbor)
    return found


@pytest.fixture
def desk(dana, client_for):
    return client_for(dana, host=HOST)


def file(size=(300, 100), *, name="logo.png", noise=False):
    data = io.BytesIO()
    picture = Picture.effect_noise(size, 200) if noise else Picture.new("RGB", size, "teal")
    picture.save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), "image/png")


def own_image(organisation, **facts):
    return Image.objects.create(
        title=f"{organisation.slug} sign", file=file(**facts), collection=organisation.collection
    )


def site(organisation):
    return reverse("organisation_house:site", args=[organisation.pk])


def said(**more):
    return {"languages": ["en", "es"], "logo_alt": "Harbor Clinic"} | more


def test_the_logo_stands_on_every_page_with_its_words(harbor, desk, client_for):
    picture = own_image(harbor)

    answer = desk.post(site(harbor), said(picture=picture.pk, logo_alt="Harbor Clinic, a boat"))

    assert answer.status_code == 302
    harbor.refresh_from_db()
    visitor = client_for(host=HOST)
    for address in ("/en/", "/es/help/"):
        text = visitor.get(address).text
        assert f'src="{harbor.logo.url}" alt="Harbor Clinic, a boat"' in text
    # The address serves the folder of the settings as they were when it was read first.
    assert resolve(harbor.logo.url).func is serve
    assert harbor.logo.storage.exists(harbor.logo.name)
    assert (harbor.logo_width, harbor.logo_height) == (300, 100)


def test_a_new_picture_is_put_among_the_organisations_own(harbor, dana, desk):
    assert desk.post(site(harbor), said(upload=file())).status_code == 302

    added = Image.objects.get()
    assert (added.collection, added.uploaded_by_user) == (harbor.collection, dana)


def test_a_logo_costs_no_page_a_query(harbor, client_for):
    visitor = client_for(host=HOST)
    visitor.get("/en/help/")

    with CaptureQueriesContext(connection) as without:
        visitor.get("/en/help/")
    changing.set_logo(organisation=harbor, image=own_image(harbor), words="Harbor Clinic")
    with CaptureQueriesContext(connection) as with_logo:
        visitor.get("/en/help/")

    assert len(with_logo) <= len(without)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"size": (100, 20)}, "too small"),
        ({"size": (700, 100)}, "too long"),
        ({"size": (100, 300)}, "too long"),
        ({"size": (480, 120), "noise": True}, "too much in it"),
    ],
)
def test_a_picture_that_does_not_fit_is_refused_and_not_kept(facts, words, harbor, desk):
    answer = desk.post(site(harbor), said(upload=file(**facts)))

    assert answer.status_code == 422
    assert words in answer.text
    harbor.refresh_from_db()
    assert not harbor.logo
    assert not Image.objects.exists()


def test_what_is_no_picture_is_refused(harbor, desk):
    fake = SimpleUploadedFile("logo.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")

    assert desk.post(site(harbor), said(upload=fake)).status_code == 422


def test_a_logo_needs_words(harbor, desk):
    answer = desk.post(site(harbor), said(picture=own_image(harbor).pk, logo_alt=" "))

    assert answer.status_code == 422
    assert "Say in words" in answer.text


def test_the_name_comes_back_and_the_file_goes(harbor, desk, client_for, django_capture_on_commit_callbacks):
    changing.set_logo(organisation=harbor, image=own_image(harbor), words="Harbor Clinic")
    storage, name = harbor.logo.storage, harbor.logo.name

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(site(harbor), said(without_logo="on"))

    assert not storage.exists(name)
    assert "<span>Harbor Clinic</span>" in client_for(host=HOST).get("/en/").text


def test_another_organisations_picture_can_be_neither_seen_nor_chosen(harbor, clinic, desk):
    roles.sync(organisation=clinic)
    theirs = own_image(clinic)

    assert "lakeside sign" not in desk.get(site(harbor)).text
    assert desk.post(site(harbor), said(picture=theirs.pk)).status_code == 422
    harbor.refresh_from_db()
    assert not harbor.logo


def test_another_organisations_logo_and_languages_cannot_be_changed(harbor, clinic, desk):
    roles.sync(organisation=clinic)

    for answer in (desk.get(site(clinic)), desk.post(site(clinic), said(languages=["es"], upload=file()))):
        assert "Lakeside" not in answer.text
    clinic.refresh_from_db()
    assert (clinic.language_codes, clinic.logo.name) == ([], "")


def test_a_site_in_one_language_leads_there_and_offers_no_other(harbor, desk, client_for):
    assert desk.post(site(harbor), said(languages=["es"])).status_code == 302

    visitor = client_for(host=HOST)
    home = visitor.get("/en/")
    assert (home.status_code, home["Location"]) == (302, "/es/")
    assert visitor.get("/en/learn/?a=1")["Location"].startswith("/es/learn/")
    assert visitor.get("/en/check/")["Location"] == "/es/check/"
    assert 'hreflang="en"' not in visitor.get("/es/").text
    assert visitor.get("/es/language/en/?next=/es/").status_code == 404


def test_whom_to_call_stays_in_both_languages(harbor, client_for):
    changing.set_languages(organisation=harbor, codes=["en"])

    assert client_for(host=HOST).get("/es/help/").status_code == 200


def test_the_language_comes_back_with_all_its_pages(harbor, client_for):
    changing.set_languages(organisation=harbor, codes=["en"])
    assert client_for(host=HOST).get("/es/").status_code == 302

    changing.set_languages(organisation=harbor, codes=["en", "es"])

    assert client_for(host=HOST).get("/es/").status_code == 200


def test_a_site_has_one_language_at_least(harbor, desk):
    assert desk.post(site(harbor), {"logo_alt": "Harbor"}).status_code == 422


def test_other_sites_keep_their_languages(harbor, clinic, client_for):
    changing.set_languages(organisation=harbor, codes=["es"])

    assert client_for().get("/en/help/").status_code == 200
    assert 'hreflang="es"' in client_for().get("/en/help/").text


def test_the_set_up_asks_for_languages(nonprofit, client_for):
    house = client_for(User.objects.create_superuser("house@example.org", PASSWORD), host="localhost")
    page = house.get("/admin/organizations/new/").text

    assert 'name="languages"' in page
    call_command(
        "create_organisation", "port", "port.localhost", "--name", "Port", "--languages", "es", verbosity=0
    )
    assert Organisation.objects.get(slug="port").languages == ["es"]


def test_the_history_tells_of_both(harbor, dana, desk):
    desk.post(site(harbor), said(languages=["es"], upload=file()))

    acts = [str(line["what"]) for line in history.of(harbor) if line["who"] == dana]
    assert acts == ["Change the logo", "Change the languages"]
