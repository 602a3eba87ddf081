"""Two tenants of one Wagtail, and browsers at their desks."""

import pytest
from django.test import Client

from tests.organisations import tenants


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def quokka(numbat):
    """The one whose secrets are kept. Made second, so that none of its keys is also that of the root page."""
    return tenants.make("quokka", slug="quokka", hostname="quokka.localhost")


@pytest.fixture
def numbat(locales, media):
    """The one whose staff look around."""
    return tenants.make("numbat", slug="numbat", hostname="numbat.localhost")


@pytest.fixture
def desk_of():
    """Returns a browser at a tenant's desk: `desk_of(tenant, "author")`."""

    def make(tenant, role):
        client = Client(HTTP_HOST=tenant.organisation.site.hostname, raise_request_exception=False)
        client.force_login(tenant.people[role], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make
