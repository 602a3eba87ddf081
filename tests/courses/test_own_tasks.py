"""A lesson may lead to its organisation's own tasks; no other author is offered one, no other site has it."""

import pytest

from courses.blocks import ScenarioBlock
from courses.lesson import tasks
from lms.organisations.walls import scope
from sandbox_portal.authoring import rules
from sandbox_portal.scenarios import loader
from sandbox_portal.scenarios.files import LIBRARY

pytestmark = pytest.mark.django_db
SLUG = "proxy-pressure"


@pytest.fixture
def own(clinic, noor):
    """A task of the clinic's own, published."""
    loader.load([LIBRARY / f"{SLUG}.yaml", LIBRARY / "proxy-limit-and-end.yaml"])
    task = rules.copy(slug=SLUG, organisation=clinic, by=noor)
    task.get_latest_revision().publish()
    return task.learners_slug


def offered(organisation):
    """What an author at this organisation's desk can choose; None is the house's own staff."""
    desk = organisation and scope.Scope(
        user_id=1, organisation_ids=(organisation.pk,), organisation_id=organisation.pk
    )
    with scope.entered(desk):
        return [slug for slug, _title in ScenarioBlock().field.choices]


def test_an_author_is_offered_the_library_and_then_the_own_tasks(own, clinic):
    found = offered(clinic)

    assert SLUG in found
    assert found[-1] == own


def test_nobody_elses_author_is_offered_it(own, nonprofit):
    assert own not in offered(nonprofit)
    assert own not in offered(None)
    assert SLUG in offered(nonprofit)


def test_another_authors_form_does_not_take_its_slug(own, clinic, nonprofit):
    for organisation, is_taken in ((clinic, True), (nonprofit, False)):
        desk = scope.Scope(user_id=1, organisation_ids=(organisation.pk,), organisation_id=organisation.pk)
        with scope.entered(desk):
            assert ScenarioBlock().field.valid_value(own) is is_taken


def test_a_lesson_shows_it_on_its_own_organisations_site_only(own, ruth, clinic, nonprofit):
    find = lambda organisation: tasks.find(  # noqa: E731
        [own, SLUG], learner=ruth, language="en", organisation=organisation
    )

    assert set(find(clinic)) == {own, SLUG}
    assert set(find(nonprofit)) == set(find(None)) == {SLUG}


def test_a_draft_is_offered_to_nobody(clinic, noor):
    loader.load([LIBRARY / f"{SLUG}.yaml", LIBRARY / "proxy-limit-and-end.yaml"])
    rules.copy(slug=SLUG, organisation=clinic, by=noor)

    assert [slug for slug in offered(clinic) if slug.startswith("o")] == []
