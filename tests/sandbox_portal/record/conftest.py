import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from sandbox_portal import actions
from sandbox_portal.practice import Practice
from tests.factories import practice as make


@pytest.fixture
def practice(ruth):
    """Ruth looks around in the pretend portal."""
    return make.free_practice(ruth)


@pytest.fixture
def page(practice, ruth, client_for):
    """Opens a page: page("health"), page("note", id="knee-visit", by=cleo, data={…} to send a form)."""
    clients = {}

    def get(name, *, by=ruth, language="en", data=None, query="", follow=False, **kwargs):
        with translation.override(language):
            url = reverse(f"practice:{name}", kwargs={"key": practice.key, **kwargs}) + query
        client = clients.get(by) or clients.setdefault(by, client_for(by))
        if data is None:
            return client.get(url, follow=follow)
        return client.post(url, data, follow=follow)

    return get


@pytest.fixture
def now(practice):
    """The practice as it stands in the database now."""
    return lambda: Practice.objects.get(pk=practice.pk)


@pytest.fixture
def skip(now):
    """Skips ahead: skip(3) for business days, skip(days=20) for calendar days."""

    def ahead(business_days=None, days=None):
        return actions.skip_ahead(practice=now(), business_days=business_days, days=days)

    return ahead


@pytest.fixture
def events(practice):
    """The facts of every event of a kind, oldest first."""
    return lambda kind: [e.facts for e in practice.events.order_by("pk") if e.kind == kind]


@pytest.fixture
def key():
    return lambda: str(uuid.uuid4())


@pytest.fixture
def day(practice):
    """A day of the practice as a form takes it: day(-3) is three days ago."""
    return lambda days: (practice.today + timedelta(days=days)).isoformat()
