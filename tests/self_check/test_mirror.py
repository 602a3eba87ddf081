"""What somebody said beside what they did: true, kind, and theirs alone."""

import pytest
from django.urls import reverse

from sandbox_portal.scenarios.models import ScenarioRun
from self_check import mirror
from self_check.mirror import View
from tests.factories import practice as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def tried(ruth):
    """Ends one messaging task: tried("passed")."""
    task = make.scenario()

    def put(state, learner=ruth):
        run = make.practice_of(learner, task).attempt
        run.state = state
        run.save(update_fields=["state"])
        return run.scenario.skill

    return put


@pytest.mark.parametrize(
    ("answer", "state", "view"),
    [
        ("always", "passed", View.BOTH),
        ("most-times", "failed", View.HARDER),
        ("sometimes", "passed", View.MORE),
        ("never", "failed", View.LEARNING),
    ],
)
def test_each_pair_says_something_of_its_own(ruth, take, tried, answer, state, view):
    take(ruth, answer=answer)
    skill = tried(state)

    row = next(row for row in mirror.of(ruth, "en") if row.slug == skill)
    assert row.view == view
    assert (row.tried, row.passed) == (1, int(state == "passed"))


def test_a_skill_that_only_one_side_knows_is_not_shown(ruth, take, tried):
    tried("passed")
    assert mirror.of(ruth, "en") == []
    take(ruth)
    assert len(mirror.of(ruth, "en")) == 1


def test_the_newest_self_check_counts_and_an_open_task_does_not(ruth, take, tried):
    take(ruth, answer="never")
    take(ruth, answer="always")
    tried("open")
    assert mirror.of(ruth, "en") == []
    ScenarioRun.objects.update(state="passed")
    assert [row.view for row in mirror.of(ruth, "en")] == [View.BOTH]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_shows_it_to_its_owner_and_nothing_to_anybody_else(
    ruth, cleo, take, tried, client_for, language, django_assert_max_num_queries
):
    take(ruth, answer="sometimes")
    skill = tried("passed")
    address = reverse("check:mirror").replace("/en/", f"/{language}/")

    mine = client_for(ruth)
    mine.get(address)
    with django_assert_max_num_queries(12):
        page = mine.get(address).content.decode()
    assert f'id="skill-{skill}"' in page
    for stranger in (cleo, None):
        assert 'id="skill-' not in client_for(stranger).get(address).content.decode()


def test_no_pair_is_without_words_and_none_blames(locales):
    assert set(mirror.WORDS) == set(View)
    for heading, advice, _tone in mirror.WORDS.values():
        assert not {"wrong", "fail", "failed", "bad"} & set(f"{heading} {advice}".lower().split())
