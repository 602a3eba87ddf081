"""Every mission is played to a pass, in each language and mode, and to each of its named mistakes.

The plays stand in plays/; a mission or a mistake without one fails here.
"""

import pytest
from django.urls import reverse

from sandbox_portal import actions
from sandbox_portal.scenarios.files import Source, library
from sandbox_portal.sections import menu
from tests.sandbox_portal.scenarios import plays

plays.find()
FILES = {path.stem: Source(path).parse() for path in library()}
WAYS = [(slug, play) for slug, found in plays.PASSES.items() for play in found]
TRAPS = [(*key, play) for key, found in plays.MISTAKES.items() for play in found]


def named(value):
    return getattr(value, "__name__", str(value))


def test_every_mission_has_a_way_to_pass():
    assert set(plays.PASSES) == set(FILES)


def test_every_named_mistake_is_made_by_somebody():
    named_ones = {(slug, each.slug) for slug, file in FILES.items() for each in file.mistakes}

    assert sorted(named_ones - set(plays.MISTAKES)) == []
    assert sorted(set(plays.MISTAKES) - named_ones) == []


@pytest.mark.parametrize(("slug", "way"), WAYS, ids=named)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_right_acts_pass(play, slug, way, language):
    player = play(slug, language=language)

    way(player)

    assert player.mistakes == []
    assert player.run.state == "passed", player.passed


@pytest.mark.parametrize("slug", sorted(plays.PASSES))
@pytest.mark.parametrize("mode", ["example", "solo"])
def test_each_mode_can_be_passed(play, slug, mode):
    player = play(slug, mode=mode)

    plays.PASSES[slug][0](player)

    assert player.run.state == "passed"
    assert player.run.is_alone is (mode == "solo")


@pytest.mark.parametrize(("slug", "mistake", "way"), TRAPS, ids=named)
def test_a_wrong_act_is_told_by_its_name(play, slug, mistake, way):
    player = play(slug)

    way(player)

    entry = next(each for each in FILES[slug].mistakes if each.slug == mistake)
    assert mistake in player.mistakes
    assert (player.run.state == "failed") is entry.ends


@pytest.mark.parametrize("slug", sorted(FILES))
def test_clicking_everywhere_and_waiting_does_not_pass(play, slug, client_for):
    player = play(slug)
    client = client_for(player.learner)

    for section in menu.of(player.practice.kind):
        client.get(reverse(section.url_name, kwargs={"key": player.key}))
    actions.skip_ahead(practice=player.practice, business_days=1)
    for section in menu.of(player.practice.kind):
        client.get(reverse(section.url_name, kwargs={"key": player.key}))

    assert player.run.state != "passed"
