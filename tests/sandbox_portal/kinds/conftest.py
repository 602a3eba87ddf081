import uuid

import pytest
from django.urls import reverse
from django.utils import translation

from sandbox_portal import actions, kinds
from sandbox_portal.practice import Practice
from tests.factories import practice as make


@pytest.fixture
def opened(ruth):
    """Looks around in a portal of this kind: opened("laboratory") returns the practice."""

    def look(kind, persona=None):
        return make.free_practice(ruth, kind=kind, persona=persona or kinds.get(kind).persona)

    return look


@pytest.fixture
def page(ruth, client_for):
    """Opens a page of a practice: page(practice, "readings", by=cleo, data={…} to send a form)."""
    clients = {}

    def get(practice, name, *, by=ruth, language="en", data=None, query="", follow=False, **kwargs):
        with translation.override(language):
            url = reverse(f"practice:{name}", kwargs={"key": practice.key, **kwargs}) + query
        client = clients.get(by) or clients.setdefault(by, client_for(by))
        if data is None:
            return client.get(url, follow=follow)
        return client.post(url, data, follow=follow)

    return get


@pytest.fixture
def events():
    """The facts of every event of a kind in a practice, oldest first."""
    return lambda practice, kind: [e.facts for e in practice.events.order_by("pk") if e.kind == kind]


@pytest.fixture
def now():
    return lambda practice: Practice.objects.get(pk=practice.pk)


@pytest.fixture
def skip(now):
    return lambda practice, days: actions.skip_ahead(practice=now(practice), business_days=days)


@pytest.fixture
def key():
    return lambda: str(uuid.uuid4())
