"""The same ways to open pages and skip ahead as in the record's tests."""

import pytest

from sandbox_portal.sections.bills import cards
from tests.sandbox_portal.record.conftest import day, events, key, now, page, practice, skip

__all__ = ["day", "events", "key", "now", "page", "practice", "skip"]


@pytest.fixture
def card(practice, key):
    """The fields of a practice card as a form takes them: card("blue"), card("store", code="000")."""

    def fields(slug="blue", **other):
        found = cards.CARDS[slug]
        month, year = found.good_through(practice)
        data = {"form_key": key(), "number": found.spaced, "until": f"{month:02}/{year % 100:02}"}
        return {**data, "code": found.code, **other}

    return fields
