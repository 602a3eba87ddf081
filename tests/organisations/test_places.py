"""A site without a host name of its own, at /c/<short name>/ of the house: it keeps to itself."""

import io
import json
import re

import pytest
from django.conf import settings as product
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import get_script_prefix, reverse
from wagtail.models import Page, Site

from courses.certificates import credential
from courses.library_loader import loader
from courses.pages import CoursePage
from lms.organisations import changing, joining, memberships, places, sites
from lms.organisations.models import Membership, Organisation
from lms.people.models import Learner, User
from lms.site import freshness, guest_pages, kept, own_pages
from tests.conftest import PASSWORD
from tests.courses.conftest import small_library  # noqa: F401  (a fixture)
from tests.organisations.test_joining import NEW, answers, house  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db
HERE = "/c/harbor"
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(?=")')
PLAN = "/en/check/plan/"


@pytest.fixture
def harbor(nonprofit, django_capture_on_commit_callbacks):
    facts = joining.Facts(
        "Harbor Clinic", "harbor", "clinic", "", is_below_the_house=True, admin_email="ines@example.org"
    )
    with django_capture_on_commit_callbacks(execute=True):
        organisation, _is_new = joining.join(facts=facts)
    return organisation


@pytest.fixture
def browser():
    return Client(HTTP_HOST="localhost")


def sign_in(client, person, at=""):
    return client.post(f"{at}/en/accounts/login/", {"login": person.email, "password": PASSWORD})


@pytest.fixture
def ready(settings, monkeypatch):
    """Pages are kept, from empty shelves on."""
    settings.READY_PAGE_SECONDS = 60
    monkeypatch.setattr(freshness, "current", lambda: "mark")
    monkeypatch.setattr(kept, "_is_settled", lambda: True)
    shelves = (guest_pages.shelf, own_pages.shelf, kept)
    for shelf in shelves:
        shelf.clear()
    yield
    for shelf in shelves:
        shelf.clear()


def is_signed_in(client, at=""):
    return client.get(f"{at}/en/help/").wsgi_request.user.is_authenticated


def promise(client, at=""):
    words = {"when_text": "I eat", "will_text": "read", "form_key": "1" * 8 + "-1111-4111-8111-" + "1" * 12}
    return client.post(f"{at}{PLAN}", words | {"skill": "messaging"})


def test_its_pages_are_kept_ready_and_stay_its_own(
    ready,
    harbor,
    small_library,  # noqa: F811
    django_assert_num_queries,
    settings,
):
    loader.load(harbor, library=small_library)
    page = "/en/learn/start-here/what-a-portal-is/see/"
    first = Client(HTTP_HOST="localhost").get(f"{HERE}{page}")
    visitor = Client(HTTP_HOST="localhost")
    visitor.cookies["pw_settings"] = "text=150"  # the house's choice: nothing of it comes here
    with django_assert_num_queries(0):
        again = visitor.get(f"{HERE}{page}")

    assert TOKEN.sub("", again.text) == TOKEN.sub("", first.text)
    assert "Harbor Clinic" in again.text and f'action="{HERE}{page}"' in again.text
    assert {(name, one["path"]) for name, one in again.cookies.items()} == {
        ("c.harbor.csrftoken", f"{HERE}/")
    }
    assert again.cookies["c.harbor.csrftoken"].value != first.cookies["c.harbor.csrftoken"].value
    assert visitor.get(page).status_code == 404

    visitor.post(f"{HERE}{page}")  # a guest now, with a step done
    settings.READY_PAGE_SECONDS = 0
    long_way = visitor.get(f"{HERE}{page}").text
    settings.READY_PAGE_SECONDS = 60
    filled = [visitor.get(f"{HERE}{page}").text for _turn in range(3)]
    assert {TOKEN.sub("", text) for text in filled} == {TOKEN.sub("", long_way)}
    assert [key[3] for key in own_pages.shelf._pages] == [f"{HERE}{page}"]


def test_the_form_makes_a_site_on_our_host(house, nonprofit, browser):  # noqa: F811
    response = house.post(NEW, answers(where="place", hostname=""))

    assert response.status_code == 302, response.content.decode()[:2000]
    assert [browser.get(f"{HERE}/{code}/").status_code for code in ("en", "es")] == [200, 200]
    assert "Harbor Clinic" in browser.get(f"{HERE}/en/").text
    assert "Harbor Clinic" not in browser.get("/en/help/").text


@pytest.mark.parametrize(
    ("where", "hostname", "words"),
    [("place", "harbor.example", "Leave this empty"), ("host", "", "Write the host name"), ("", "", "Write")],
)
def test_the_form_asks_for_one_of_both(house, where, hostname, words):  # noqa: F811
    page = house.post(NEW, answers(where=where, hostname=hostname))

    assert page.status_code == 422 and words in page.text
    assert not Organisation.objects.filter(slug="harbor").exists()


def test_the_command_makes_one_too_and_again_changes_nothing(nonprofit, locales):
    for done in ("is set up", "was there already"):
        said = io.StringIO()
        call_command("create_organisation", "harbor", "--place", "--name", "Harbor", stdout=said)
        assert f"{done}" in said.getvalue() and f"localhost{HERE}/" in said.getvalue()
    with pytest.raises(CommandError):
        call_command("create_organisation", "harbor", "a.example", "--place", "--name", "Harbor")
    assert Site.objects.filter(hostname=f"localhost{HERE}").count() == 1


def test_only_places_that_are_there_answer(harbor, clinic, browser):
    assert browser.get("/c/nobody/en/").status_code == 404
    assert browser.get(f"{HERE}/c/harbor/en/", follow=True).status_code == 404
    assert Client(HTTP_HOST="lakeside.localhost:8000").get(f"{HERE}/en/").status_code == 404
    assert browser.get(f"{HERE}?a=1").url == f"{HERE}/?a=1"
    assert browser.get(f"{HERE}/").url == f"{HERE}/en/"


def test_every_link_of_its_pages_stays_in_it(harbor, browser, small_library):  # noqa: F811
    loader.load(harbor, library=small_library)
    wanted, met = [f"{HERE}/en/", f"{HERE}/es/"], set()
    while wanted:
        path = wanted.pop()
        if path in met or len(met) > 150:
            continue
        met.add(path)
        answer = browser.get(path)
        if answer.status_code in (301, 302):
            wanted.append(answer.url)
            continue
        assert answer.status_code == 200, path
        if not answer["Content-Type"].startswith("text/html"):
            continue
        links = re.findall(r'(?:href|action|src)="(/[^"#?]*)', answer.text)
        out = [link for link in links if not link.startswith((f"{HERE}/", "/static/", "/media/"))]
        assert not out, (path, out)
        names = re.findall(r'href="(/c/[^"#?]*)', answer.text)
        wanted += [name for name in names if "/language/" not in name and "/demo" not in name]

    assert len(met) > 40


def test_a_guest_there_is_nobody_at_the_top_and_the_other_way_round(harbor, nonprofit, browser):
    assert promise(browser, HERE).status_code == 302
    there = Learner.objects.get()
    named = f"c.harbor.{product.LEARNER_COOKIE}"
    promised = browser.cookies[named]["path"]
    assert browser.get("/en/my/").wsgi_request.learner is None

    assert promise(browser).status_code == 302
    here = Learner.objects.exclude(pk=there.pk).get()

    assert (there.organisation, here.organisation) == (harbor, nonprofit)
    assert promised == f"{HERE}/"
    assert browser.get(f"{HERE}/en/my/").wsgi_request.learner == there
    assert browser.get("/en/my/").wsgi_request.learner == here


def test_who_signs_in_there_is_signed_in_there_only(harbor, cleo, browser):
    assert sign_in(browser, cleo.user, HERE).url.startswith(f"{HERE}/en/")

    assert is_signed_in(browser, HERE) and not is_signed_in(browser)
    assert not browser.get("/en/").wsgi_request.user.is_authenticated
    assert {cookie["path"] for cookie in browser.cookies.values()} == {f"{HERE}/"}


def test_who_signs_in_at_the_top_is_nobody_there(harbor, cleo, browser):
    sign_in(browser, cleo.user)

    assert is_signed_in(browser) and not is_signed_in(browser, HERE)


def test_two_places_do_not_know_each_other(harbor, cleo, browser, locales):
    joining.join(facts=joining.Facts("Hill", "harbor-hill", "clinic", "", is_below_the_house=True))
    sign_in(browser, cleo.user, HERE)

    assert not is_signed_in(browser, "/c/harbor-hill")


def test_signing_out_leads_to_its_own_first_page(harbor, cleo, browser):
    sign_in(browser, cleo.user, HERE)

    assert browser.post(f"{HERE}/en/accounts/logout/").url == f"{HERE}/"
    assert not is_signed_in(browser, HERE)


def test_a_form_of_the_top_cannot_be_sent_there(harbor, cleo):
    strict = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    pages = {at: strict.get(f"{at}/en/accounts/login/").text for at in ("", HERE)}
    tokens = {at: re.search(r'csrfmiddlewaretoken" value="(\w+)"', text)[1] for at, text in pages.items()}
    words = {"login": cleo.user.email, "password": PASSWORD}

    there = f"{HERE}/en/accounts/login/"
    assert strict.post(there, words | {"csrfmiddlewaretoken": tokens[""]}).status_code == 403
    assert strict.post(there, words | {"csrfmiddlewaretoken": tokens[HERE]}).status_code == 302


def test_addresses_of_pages_are_right_wherever_they_are_made(harbor, nonprofit, browser, small_library):  # noqa: F811
    loader.load(harbor, library=small_library)
    page = CoursePage.objects.descendant_of(harbor.site.root_page).get()
    path = f"{HERE}/en/learn/{page.slug}/"
    there, top = browser.get(f"{HERE}/en/").wsgi_request, browser.get("/en/help/").wsgi_request

    assert get_script_prefix() == "/"
    assert page.full_url == page.get_url(top) == f"http://localhost{path}"
    assert page.get_url(there) == path
    assert Page.objects.get(pk=page.pk).get_url(there) == path


def test_addresses_in_credentials_and_letters_have_the_place_once(harbor, browser):
    issuer = browser.get(HERE + reverse("credentials:issuer"))

    assert issuer.json()["id"] == credential.profile(harbor)["id"]
    assert credential.profile(harbor)["id"].startswith(f"http://localhost{HERE}/credentials/")
    browser.post(f"{HERE}/en/newsletter/", {"email": "ana@example.org"})
    for letter in mail.outbox[1:]:
        assert HERE + HERE not in letter.body


def test_the_first_admin_is_asked_to_the_desk_at_the_top(harbor, browser):
    link = re.search(r"http://localhost(/\S+)", mail.outbox[0].body).group(1)

    assert link.startswith("/en/invitation/")
    done = browser.post(link, {"password": PASSWORD})
    assert done.url == "/admin/"
    assert browser.get("/admin/").status_code == 200
    assert browser.get(f"{HERE}/admin/pages/?q=1").url == "/admin/pages/?q=1"
    assert browser.post(f"{HERE}/admin/").status_code == 404


def test_its_author_sees_its_pages_at_the_desk_and_no_other(harbor, nonprofit, clinic):
    author = User.objects.create_user("mia@example.org", PASSWORD)
    memberships.add(organisation=harbor, user=author, role=Membership.Role.AUTHOR, by=None)
    desk = Client(HTTP_HOST="localhost")
    desk.force_login(author, backend="django.contrib.auth.backends.ModelBackend")

    own = desk.get(reverse("wagtailadmin_explore", args=[harbor.site.root_page_id]))
    other = desk.get(reverse("wagtailadmin_explore", args=[nonprofit.site.root_page_id]))

    assert own.status_code == 200 and f"http://localhost{HERE}/en/" in own.text
    assert other.status_code in (302, 404)


def test_its_worker_and_its_app_keep_to_their_place(harbor, browser):
    response = browser.get(f"{HERE}/sw.js")
    known = json.loads(response.text.splitlines()[0].removeprefix("const KNOWN = ").rstrip(";"))
    manifest = browser.get(places.of("harbor") + "/en/app.webmanifest")
    manifest = manifest.json()

    assert response["Service-Worker-Allowed"] == known["base"] == f"{HERE}/"
    paths = [*known["kept"], *known["sent"], *known["doors"], *known["never"], *known["offline"].values()]
    assert all(path.startswith(f"{HERE}/") for path in paths)
    assert manifest["scope"] == manifest["id"] == f"{HERE}/" and manifest["start_url"] == f"{HERE}/en/"
    assert f'data-net-top="{HERE}/"' in browser.get(f"{HERE}/en/").text


def test_the_other_language_is_found_in_it(harbor, browser):
    for path in ("help/", "learn/", ""):
        there = browser.get(f"{HERE}/en/language/es/", {"next": f"{HERE}/en/{path}"})
        assert there.url == f"{HERE}/es/{path}"
    changing.set_languages(organisation=harbor, codes=["en"], by=None)
    assert browser.get(f"{HERE}/es/learn/").url == f"{HERE}/en/learn/"


def test_a_suspended_one_is_shut_and_its_neighbours_are_not(harbor, nonprofit, browser):
    changing.set_status(organisation=harbor, status=Organisation.Status.SUSPENDED, by=None)

    assert browser.get(f"{HERE}/en/").status_code == 503
    assert browser.get("/en/help/").status_code == 200


def test_host_names_keep_their_addresses(clinic):
    assert sites.base_of(clinic) == "http://lakeside.localhost:8000"
    assert sites.desk_of(clinic) == sites.base_of(clinic)
