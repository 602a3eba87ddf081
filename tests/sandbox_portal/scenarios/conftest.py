import pytest

from sandbox_portal.scenarios import loader
from tests.sandbox_portal.scenarios.playing import Player


@pytest.fixture
def library(db):
    """The six tasks, by slug."""
    return {scenario.slug: scenario for scenario in loader.load()}


@pytest.fixture
def play(ruth, library):
    """Starts a task: `play("refill-in-time")` returns the Player."""
    return lambda slug, **how: Player(ruth, library[slug], **how)
