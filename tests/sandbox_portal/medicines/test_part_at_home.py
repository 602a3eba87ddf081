"""A part that was taken home lasts from that day on, however late one looks."""

import re
from datetime import timedelta

import pytest

from sandbox_portal import actions
from sandbox_portal.practice import Practice
from sandbox_portal.sections.medicines.openings import part_ready
from tests.factories import practice as make
from tests.factories.portal import url

pytestmark = pytest.mark.django_db


def test_a_part_that_is_too_short_does_not_get_longer_by_waiting(client_for, ruth):
    client, practice = client_for(ruth), make.free_practice(ruth)
    refill = part_ready(practice, "lisinopril", part=1)
    client.post(url(practice, "refill-part", pk=refill.pk))

    def page():
        return re.sub(r"\s+", " ", client.get(url(practice, "refill", pk=refill.pk)).content.decode())

    assert "That is too short" in page()
    while Practice.objects.get(pk=practice.pk).today < refill.expected_on - timedelta(days=1):
        actions.skip_ahead(practice=Practice.objects.get(pk=practice.pk), days=1)
    refill.refresh_from_db()
    assert refill.status == "rest-owed"
    assert "That is too short" in page()
