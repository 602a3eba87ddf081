"""The five cards in Messages: sorted one by one, the first thought counts, and the trainer's own answers."""

import pytest

from sandbox_portal.sections.messages.cards import CARDS, DRILL
from tests.factories import practice as make
from tests.factories.portal import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(ruth):
    return make.free_practice(ruth)


@pytest.fixture
def client(client_for, ruth):
    return client_for(ruth)


def test_the_cards_hold_each_way():
    assert {DRILL.items[slug].right for slug in CARDS} == {"emergency", "call", "message"}


def test_five_cards_are_sorted_and_the_first_thought_counts(client, practice):
    assert "short cases" in client.get(url(practice, "message-cards")).content.decode()
    wrong = client.post(url(practice, "message-card", number=2), {"way": "message"})
    assert "Too slow" in wrong.content.decode()

    for number, slug in enumerate(CARDS, start=1):
        answer = client.post(url(practice, "message-card", number=number), {"way": DRILL.items[slug].right})
        assert "Right" in answer.content.decode()

    assert "4 of 5 were right" in client.get(url(practice, "message-cards")).content.decode()
    seen = practice.events.filter(kind="messages.card_sorted").order_by("pk").first()
    assert seen.facts == {"item": "chest-tight", "way": "message", "right": "emergency", "verdict": "miss"}


def test_a_card_without_an_answer_asks_and_a_sixth_is_not_there(client, practice):
    assert client.post(url(practice, "message-card", number=1), {}).status_code == 422
    assert client.get(url(practice, "message-card", number=6)).status_code == 404


def test_a_stranger_gets_a_404(client_for, cleo, practice):
    assert client_for(cleo).get(url(practice, "message-card", number=1)).status_code == 404
