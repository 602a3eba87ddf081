import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories import practice as make


@pytest.fixture
def practice(ruth):
    """Ruth looks around in the pretend portal."""
    return make.free_practice(ruth)


@pytest.fixture
def page(practice, ruth, client_for):
    """Opens a page of the practice: page("results"), page("result", id="a1c-4", by=cleo, language="es")."""

    clients = {}

    def get(name, *, by=ruth, language="en", data=None, **kwargs):
        with translation.override(language):
            url = reverse(f"practice:{name}", kwargs={"key": practice.key, **kwargs})
        client = clients.get(by) or clients.setdefault(by, client_for(by))
        return client.get(url) if data is None else client.post(url, data)

    return get
