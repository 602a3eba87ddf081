"""A class of the clinic and who leads it."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from lms.classes import actions
from lms.organisations import roles
from lms.organisations.models import Membership


@pytest.fixture(autouse=True)
def no_wrong_codes():
    cache.clear()


@pytest.fixture
def lena(clinic, staff_of):
    """A class leader of the clinic."""
    found = staff_of("lena", clinic, Membership.Role.LEADER)
    roles.sync(organisation=clinic)
    return found


@pytest.fixture
def evening(clinic, lena):
    """The leader's class."""
    return actions.make(
        organisation=clinic,
        title="Evening class",
        ends_on=timezone.localdate(),
        language="es",
        leader=lena,
        by=lena,
    )
