import uuid

import pytest
from django.urls import reverse
from django.utils import translation

from sandbox_portal import actions, personas
from sandbox_portal.practice import Practice
from sandbox_portal.sections.door import codes, openings
from tests.factories import practice as make

PASSWORD = personas.get("ruth").password
GOOD = "green paper boat in march"


@pytest.fixture
def practice(ruth):
    """Ruth looks around; the door stands open until a test closes it."""
    return make.free_practice(ruth)


@pytest.fixture
def outside(practice):
    """Ruth has an account and is signed out: outside(device="shared")."""

    def put(**facts):
        openings.signed_out(practice, **facts)
        return practice.door

    return put


@pytest.fixture
def invited(practice):
    """Ruth has only the letter: invited(is_expired=True). Gives the code back."""

    def put(has_found=True, **facts):
        openings.invited(practice, has_found=has_found, **facts)
        return codes.newest(practice, "sign-up").digits

    return put


@pytest.fixture
def now(practice):
    """The practice as it stands in the database now."""
    return lambda: Practice.objects.for_learner(practice.learner).get(pk=practice.pk)


@pytest.fixture
def wait(now):
    return lambda minutes: actions.pass_minutes(practice=now(), minutes=minutes)


@pytest.fixture
def digits(practice):
    """The newest code for a purpose."""
    return lambda purpose: codes.newest(practice, purpose).digits


@pytest.fixture
def events(practice):
    """The facts of every event of a kind, oldest first."""
    return lambda kind: [e.facts for e in practice.events.order_by("pk") if e.kind == kind]


@pytest.fixture
def page(practice, ruth, client_for):
    """Opens a page, or sends its form with data={…}: page("door-code", by=cleo, language="es")."""
    clients = {}

    def get(name, *, by=ruth, language="en", data=None, follow=False, **kwargs):
        with translation.override(language):
            url = reverse(f"practice:{name}", kwargs={"key": practice.key, **kwargs})
        client = clients.get(by) or clients.setdefault(by, client_for(by))
        return client.get(url, follow=follow) if data is None else client.post(url, data, follow=follow)

    return get


@pytest.fixture
def sign_in(page, digits, now):
    """Signs in as the card says, with the code: sign_in(remember="on")."""

    def through(**more):
        page("door", data={"name": "ruth-alvarez", "password": PASSWORD, "tries": 0})
        if now().door.has_passed:
            page("door-step", data={"code": digits("sign-in"), **more})

    return through


@pytest.fixture
def key():
    return lambda: str(uuid.uuid4())
