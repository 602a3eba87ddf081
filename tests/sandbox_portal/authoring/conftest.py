"""The desk of a clinic's publisher, and of another organization's."""

import pytest
from django.urls import reverse

from lms.organisations import roles


def address(name, *args):
    """Returns the address of one of the desk's pages about tasks and people."""
    return reverse(f"wagtailsnippets_sandbox_portal_authoredscenario:{name}", args=args)


@pytest.fixture
def desk(clinic, staff_of, client_for):
    user = staff_of("pia", clinic, "publisher")
    roles.sync(organisation=clinic)
    return client_for(user)


@pytest.fixture
def elsewhere(nonprofit, staff_of, client_for):
    user = staff_of("otto", nonprofit, "publisher")
    roles.sync(organisation=nonprofit)
    return client_for(user, host="localhost")
