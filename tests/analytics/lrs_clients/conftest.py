"""Clients of the record store, and staff who look after them."""

import pytest
from django.core.cache import cache

from analytics.lrs.clients import auth
from lms.organisations import roles


@pytest.fixture(autouse=True)
def nobody_is_known():
    """Begins without what earlier tests left in this process's memory."""
    auth.forget_all()
    cache.clear()
    yield
    auth.forget_all()


@pytest.fixture
def desk_user(staff_of):
    """Makes a member of staff with all that the role allows at the desk."""

    def make(name, organisation, *held):
        user = staff_of(name, organisation, *held)
        roles.sync(organisation=organisation)
        return user

    return make
