"""The cast. Ruth (patient, 71), Sam (her son and proxy), Ana (Spanish-speaking patient), Cleo (a
stranger who must see nothing), Noor (an author at the clinic), Theo (an author at the nonprofit)."""

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.utils import translation
from wagtail.models import Locale, Page, Site
from xdist.scheduler import LoadScopeScheduling

from lms.organisations.models import Membership, Organisation
from lms.people import guests
from lms.people.models import Learner, User
from lms.skills import library as skills_library
from tests import migrated

PASSWORD = "a-long-walk-by-the-lake"


class Grouped(LoadScopeScheduling):
    """Sends the browser tests, which share one running product, to one process; the rest go anywhere.

    `--dist loadgroup` would do the same, but pytest-xdist 3.8 does not group under pytest 9.2
    (pytest-dev/pytest-xdist#1386).
    """

    def _split_scope(self, nodeid):
        return "browser" if nodeid.startswith("tests/journeys/") else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return Grouped(config, log)


@pytest.fixture(scope="session")
def django_db_keepdb():
    """The database is there before the tests set theirs up, and goes when `migrated_database` ends."""
    return True


@pytest.fixture(scope="session")
def migrated_database(django_db_modify_db_settings, django_db_blocker):
    """This process's copy of the database that the migrations made."""
    with django_db_blocker.unblock():
        name = connection.creation._get_test_db_name()
    copy = migrated.postgres_copy if connection.vendor == "postgresql" else migrated.sqlite_copy
    with copy(name):
        yield
        with django_db_blocker.unblock():
            connection.close()


@pytest.fixture(scope="session")
def django_db_setup(migrated_database, django_db_setup):
    """Sets the databases up over the copies."""


@pytest.fixture(autouse=True)
def in_english():
    """Begins each test in English: a page asked for in Spanish leaves its language behind in the thread."""
    translation.activate("en")


@pytest.fixture
def locales(db):
    """English and Spanish, and the skills named in both."""
    found = {code: Locale.objects.get_or_create(language_code=code)[0] for code in ("en", "es")}
    skills_library.load()
    return found


@pytest.fixture
def nonprofit(locales):
    """The nonprofit at the default site."""
    site = Site.objects.get(is_default_site=True)
    return Organisation.objects.create(
        name="Good Neighbor Health", slug="good-neighbor", kind=Organisation.Kind.NONPROFIT, site=site
    )


@pytest.fixture
def clinic(nonprofit):
    """The clinic, at a host name of its own."""
    root = Page.objects.get(depth=1).add_child(title="Lakeside Clinic", slug="lakeside")
    site = Site.objects.create(hostname="lakeside.localhost", port=8000, root_page=root)
    return Organisation.objects.create(
        name="Lakeside Clinic", slug="lakeside", kind=Organisation.Kind.CLINIC, site=site
    )


def _learner(name, organisation, **fields):
    user = User.objects.create_user(f"{name}@example.org", PASSWORD, first_name=name.title())
    return Learner.objects.create(user=user, organisation=organisation, **fields)


@pytest.fixture
def ruth(clinic):
    return _learner("ruth", clinic)


@pytest.fixture
def sam(clinic):
    return _learner("sam", clinic, path="caregiver")


@pytest.fixture
def ana(clinic):
    return _learner("ana", clinic, language="es")


@pytest.fixture
def cleo(clinic):
    return _learner("cleo", clinic)


@pytest.fixture
def guest(clinic):
    """A learner without an account."""
    return Learner.objects.create(organisation=clinic)


def _staff(name, organisation, *roles):
    user = User.objects.create_user(f"{name}@example.org", PASSWORD, first_name=name.title())
    for role in roles:
        Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


@pytest.fixture
def noor(clinic):
    return _staff("noor", clinic, Membership.Role.AUTHOR)


@pytest.fixture
def theo(nonprofit):
    return _staff("theo", nonprofit, Membership.Role.AUTHOR)


@pytest.fixture
def staff_of():
    """Makes a member of staff: `staff_of("name", organisation, "analyst", …)` returns the user."""
    return _staff


@pytest.fixture
def client_for(db):
    """A browser of its own for somebody: a user, a learner, or (with nothing) a new visitor.

    It asks the clinic's site unless `host` says otherwise.
    """

    def make(someone=None, *, host="lakeside.localhost"):
        client = Client(HTTP_HOST=host)
        user = someone if isinstance(someone, User) else getattr(someone, "user", None)
        if user:
            client.force_login(user)
        elif someone:
            client.cookies["pw_learner"] = signing.TimestampSigner(salt=guests.SALT).sign(someone.key.hex)
        return client

    return make
