"""A task of an organization's own: offered to its learners only, tried out without a trace."""

import uuid

import pytest
from django.urls import reverse

from analytics.lrs.models import Statement
from analytics.xapi.addresses import activity_iri
from sandbox_portal import actions
from sandbox_portal.authoring import checking, rules
from sandbox_portal.authoring.models import AuthoredScenario
from sandbox_portal.personas.models import ImportedPersona
from sandbox_portal.scenarios import finding, hub, loader
from sandbox_portal.scenarios.files import LIBRARY
from sandbox_portal.scenarios.models import Scenario, ScenarioRun
from sandbox_portal.sections.phone import rules as phone
from sandbox_portal.sections.proxy import rules as proxy

pytestmark = pytest.mark.django_db
SLUG = "proxy-pressure"


@pytest.fixture
def own(clinic, noor):
    """A copy of a task of the library, as a draft of the clinic's."""
    loader.load([LIBRARY / f"{SLUG}.yaml", LIBRARY / "proxy-limit-and-end.yaml"])
    return rules.copy(slug=SLUG, organisation=clinic, by=noor)


def own_tasks_on_the_page(client):
    return client.get(reverse("practice:home")).content.decode()


def test_a_copy_is_a_draft_that_no_learner_sees(own, client_for, ruth):
    assert not own.live
    assert own.learners_slug not in own_tasks_on_the_page(client_for(ruth))


def test_a_published_task_stands_on_the_practice_page_of_its_organisation_only(
    own, client_for, ruth, nonprofit
):
    own.get_latest_revision().publish()

    assert own.learners_slug in own_tasks_on_the_page(client_for(ruth))
    theirs = Scenario.objects.current().open_to(nonprofit)
    assert not theirs.filter(slug=own.learners_slug).exists()
    links = finding.links(skills=["proxy-access"], organisation=ruth.organisation, language="en")
    assert any(own.learners_slug in link.url for link in links["proxy-access"])


def test_mistakes_have_words_for_the_insights_of_who_offers_the_task(own, clinic, nonprofit):
    own.get_latest_revision().publish()
    library, mine = (activity_iri("scenario", slug) for slug in (SLUG, own.learners_slug))
    asked = [library, mine, "https://other.example/task"]
    told = Scenario.objects.get(slug=SLUG).texts["mistakes"]
    found = finding.mistakes(clinic, "es", asked)

    assert found[library] == {name: words["what"]["es"] for name, words in told.items()}
    assert found[library] == found[mine]
    assert set(finding.mistakes(nonprofit, "en", asked)) == {library}


def test_another_organisations_learner_cannot_guess_its_address(own, nonprofit):
    own.get_latest_revision().publish()

    assert hub.task(own.learners_slug, learner=None, organisation=nonprofit, language="en") is None


def test_unpublishing_takes_it_off_and_keeps_what_was_done(own, ruth):
    own.get_latest_revision().publish()
    scenario = Scenario.objects.current().get(slug=own.learners_slug)
    actions.start(learner=ruth, organisation=ruth.organisation, form_key=uuid.uuid4(), scenario=scenario)
    own.refresh_from_db()

    own.unpublish()

    assert not Scenario.objects.current().filter(slug=own.learners_slug).exists()
    assert ScenarioRun.objects.for_learner(ruth).at(own.learners_slug).count() == 1


def test_publishing_again_is_a_new_version_and_attempts_keep_theirs(own):
    own.get_latest_revision().publish()
    own.refresh_from_db()
    own.get_latest_revision().publish()

    assert Scenario.objects.filter(slug=own.learners_slug).count() == 2
    assert Scenario.objects.current().get(slug=own.learners_slug).version == 2


@pytest.mark.parametrize("mode", ["example", "guided", "solo"])
def test_trying_it_out_records_nothing_and_leaves_nothing(own, ruth, mode):
    before = Statement.objects.count()
    practice = rules.try_out(task=own, learner=ruth, mode=mode, form_key=uuid.uuid4(), language="en")
    grant = proxy.grants(practice).get()
    grant.practice = practice
    proxy.pause(grant=grant)
    phone.call(practice=practice, form_key=uuid.uuid4(), about="proxy", item="")

    assert ScenarioRun.objects.get(practice=practice).state == "passed"
    assert Statement.objects.count() == before
    actions.leave(practice=practice, by=ruth)
    assert not ScenarioRun.objects.for_learner(ruth).exists()
    assert not Scenario.objects.filter(slug=own.preview_slug).exists()


def test_a_task_that_would_break_cannot_be_tried_out(own, ruth):
    own.source = own.source.replace("persona: ruth", "persona: nobody")

    with pytest.raises(rules.NotReady) as refused:
        rules.try_out(task=own, learner=ruth, mode="guided", form_key=uuid.uuid4(), language="en")

    assert [fault.rule for fault in refused.value.faults] == ["unknown-persona"]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("section: proxy", "section: cellar", "schema"),
        ("persona: ruth", "persona: imported-nobody", "unknown-persona"),
        ("order: ", "orders: ", "schema"),
    ],
)
def test_faults_are_named_with_their_line(own, old, new, rule):
    text = own.source.replace(old, new, 1)
    line = text[: text.index(new)].count("\n") + 1

    found = checking.faults(text, own.organisation_id)

    assert any(fault.rule == rule and fault.line == line for fault in found), found


def test_another_organisations_import_is_nobody(own, nonprofit):
    ImportedPersona.objects.create(slug="imported-theirs", name="Theirs", organisation=nonprofit)
    text = own.source.replace("persona: ruth", "persona: imported-theirs", 1)

    assert "unknown-persona" in {fault.rule for fault in checking.faults(text, own.organisation_id)}


def test_the_same_name_may_stand_at_two_organisations(own, nonprofit, theo):
    theirs = rules.copy(slug=SLUG, organisation=nonprofit, by=theo)

    assert theirs.slug == own.slug
    assert theirs.learners_slug != own.learners_slug
    assert AuthoredScenario.objects.owned_by(nonprofit).count() == 1


def test_a_second_copy_gets_a_name_of_its_own(own, clinic, noor):
    assert rules.copy(slug=SLUG, organisation=clinic, by=noor).slug == f"{SLUG}-2"
