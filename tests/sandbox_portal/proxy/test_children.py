"""A child's record asked for: as whom, with which paper, a teen's own yes, and an access that is on hold."""

import re
import uuid

import pytest

from lms.organisations.policy import Policy, ProxyRules
from sandbox_portal import transitions
from sandbox_portal.scenarios import loader
from sandbox_portal.scenarios.files import LIBRARY
from sandbox_portal.sections import viewing
from sandbox_portal.sections.proxy import helper, openings, papers, parents, rules
from sandbox_portal.sections.proxy.states import State
from sandbox_portal.sections.refusing import NotPossible
from tests.factories.portal import key, url
from tests.sandbox_portal.scenarios.playing import Player

pytestmark = pytest.mark.django_db
PROOFS = {
    "parent": "birth-certificate",
    "step-parent": "co-signature",
    "foster-parent": "placement",
    "guardian": "guardian",
}


@pytest.fixture
def tasks(db):
    names = ("child-record", "on-hold", "teen-birthday", "turns-adult")
    return {task.slug: task for task in loader.load([LIBRARY / f"proxy-{name}.yaml" for name in names])}


@pytest.fixture
def child(ruth, tasks):
    """Sam, and Leo in grade school, before anything was asked."""
    return Player(ruth, tasks["proxy-child-record"])


@pytest.fixture
def held(ruth, tasks):
    return Player(ruth, tasks["proxy-on-hold"])


@pytest.fixture
def client(client_for, ruth):
    return client_for(ruth)


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def with_rules(clinic, **proxy):
    clinic.policy_data = Policy(proxy=ProxyRules(**proxy)).model_dump(mode="json")
    clinic.save()
    clinic.__dict__.pop("policy", None)  # kept for the request


def ask(player, relation="parent", why="care"):
    key = uuid.uuid4()
    return helper.ask(practice=player.practice, form_key=key, way="parent", relation=relation, why=why)


@pytest.mark.parametrize(("relation", "paper"), PROOFS.items())
def test_each_relation_has_its_own_paper(child, relation, paper):
    helper.hand_in(grant=ask(child, relation), paper=paper)
    child.skip(5)

    assert child.grant.status == State.ACTIVE_FULL
    assert child.grant.band == "full"
    assert child.grant.expires_on is None


@pytest.mark.parametrize("relation", PROOFS)
@pytest.mark.parametrize("paper", papers.CHILDS)
def test_every_other_paper_is_refused(child, relation, paper):
    if paper == PROOFS[relation]:
        return
    helper.hand_in(grant=ask(child, relation), paper=paper)

    assert child.grant.status == State.DENIED


def test_a_clinic_may_want_a_court_paper_of_step_parents(child, clinic):
    with_rules(clinic, step_parent_paper="court-paper")
    helper.hand_in(grant=ask(child, "step-parent"), paper="co-signature")
    assert child.grant.status == State.DENIED

    helper.hand_in(grant=ask(child, "step-parent"), paper="guardian")
    assert child.grant.status == State.CLINIC_REVIEW


def test_an_emergency_contact_gets_nothing_and_is_told_why(child, client):
    page = client.post(
        url(child.practice, "proxy-ask"), {**key(), "relation": "emergency-contact", "why": "ready"}
    )

    assert "They may not read the record" in text(page)
    assert not rules.grants(child.practice).exists()


def test_the_form_wants_to_know_who_one_is_and_what_for(child, client):
    address = url(child.practice, "proxy-ask")
    assert "Who are you to the child?" in text(client.get(address))
    assert client.post(address, {**key(), "relation": "parent"}).status_code == 422

    client.post(address, {**key(), "relation": "parent", "why": "forms"})
    page = text(client.get(url(child.practice, "proxy-papers")))
    assert "Birth certificate" in page
    assert "Power of attorney" not in page


def test_the_clinic_takes_no_birth_certificate_for_an_adult(ruth, tasks, client):
    player = Player(ruth, tasks["proxy-turns-adult"])
    player.skip(5)
    with pytest.raises(NotPossible, match="adult-child"):
        ask(player)

    page = client.post(
        url(player.practice, "proxy-ask"), {**key(), "way": "parent", "level": "schedule", "why": "care"}
    )
    assert "This person is an adult" in text(page)


def test_an_adult_reads_what_it_is_for(ruth, tasks, client):
    player = Player(ruth, tasks["proxy-turns-adult"])
    player.skip(5)
    client.post(
        url(player.practice, "proxy-ask"), {**key(), "way": "request", "level": "schedule", "why": "check"}
    )
    player.sit("patient")

    page = text(client.get(url(player.practice, "proxy-answer", pk=player.grant.pk)))
    assert "To check on this person" in page


# --- a teen's own yes, where the clinic wants it ---


@pytest.fixture
def asked_teen(ruth, tasks, clinic):
    with_rules(clinic, teen_must_agree=True)
    player = Player(ruth, tasks["proxy-teen-birthday"])
    player.skip(5)
    return player


def test_on_the_birthday_nobody_gets_in_without_the_teens_yes(asked_teen):
    assert asked_teen.grant.status == State.AWAITING_PATIENT
    with pytest.raises(NotPossible):
        helper.open_record(grant=asked_teen.grant)

    asked_teen.sit("patient")
    rules.answer_request(grant=asked_teen.grant, is_yes=True)
    asked_teen.skip(5)
    assert asked_teen.grant.status == State.ACTIVE_LIMITED
    assert asked_teen.grant.opens == {"appointments", "health"}


def test_a_teens_no_stands(asked_teen, client):
    asked_teen.sit("patient")
    client.post(url(asked_teen.practice, "proxy-answer", pk=asked_teen.grant.pk), {"answer": "no"})

    assert asked_teen.grant.status == State.DENIED


def test_a_paper_for_a_teens_record_waits_for_the_teen(asked_teen):
    rules.answer_request(grant=asked_teen.grant, is_yes=False)
    helper.hand_in(grant=ask(asked_teen), paper="birth-certificate")

    assert asked_teen.grant.status == State.AWAITING_PATIENT


def test_a_birthday_while_it_is_on_hold_asks_the_teen_before_the_order_lifts_it(ruth, tasks, clinic):
    with_rules(clinic, teen_must_agree=True)
    player = Player(ruth, tasks["proxy-teen-birthday"])
    parents.hold(grant=player.grant)
    player.skip(5)
    helper.hand_in(grant=player.grant, paper="newest-order")
    player.skip(5)
    assert player.grant.status == State.AWAITING_PATIENT

    player.sit("patient")
    rules.answer_request(grant=player.grant, is_yes=True)
    player.skip(5)
    assert player.grant.status == State.ACTIVE_LIMITED


def test_a_birthday_while_the_clinic_checks_asks_the_teen(ruth, tasks, clinic):
    with_rules(clinic, teen_must_agree=True)
    player = Player(ruth, tasks["proxy-teen-birthday"])
    transitions.move(player.grant, State.REVOKED, by="clinic")
    grant = helper.hand_in(grant=ask(player), paper="birth-certificate")
    assert grant.status == State.CLINIC_REVIEW  # still a child: nobody has to be asked

    player.skip(5)
    grant.refresh_from_db()
    assert (grant.status, grant.signed_at) == (State.AWAITING_PATIENT, None)


# --- on hold ---


def test_an_access_on_hold_shows_nothing_and_says_whom_to_call(held, client, clinic):
    assert held.grant.is_held
    assert "medicines" not in viewing.of(held.practice).sections
    assert "Why, and whom to call" in text(client.get(url(held.practice, "proxy")))

    page = text(client.get(url(held.practice, "proxy-hold")))
    assert clinic.policy.clinic_phone in page
    assert "This says nothing about you as a parent" in page


def test_a_clinic_can_name_another_number_for_it(held, client, clinic):
    with_rules(clinic, phone="555-0177")

    assert "555-0177" in text(client.get(url(held.practice, "proxy-hold")))


@pytest.mark.parametrize("paper", papers.COURTS)
def test_only_the_newest_order_lifts_it(held, paper):
    helper.hand_in(grant=held.grant, paper=paper)
    held.skip(5)

    assert held.grant.is_active is (paper == "newest-order")
    assert held.grant.is_held is (paper != "newest-order")


def test_the_child_cannot_lift_what_the_clinic_holds(held):
    with pytest.raises(NotPossible, match="on-hold"):
        rules.resume(grant=held.grant)


def test_a_birthday_passes_while_it_is_on_hold(ruth, tasks):
    player = Player(ruth, tasks["proxy-turns-adult"])
    parents.hold(grant=player.grant)
    player.skip(5)

    assert player.grant.status == State.AGED_OUT


@pytest.mark.parametrize("what", ["own-account", "shared-login"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_tempting_way_says_why_not(child, client, what, language):
    address = url(child.practice, "proxy-wrong-way", what=what).replace("/en/", f"/{language}/")
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 200
    assert client.get(url(child.practice, "proxy-wrong-way", what="nothing")).status_code == 404


@pytest.mark.parametrize("name", ["proxy", "proxy-ask", "proxy-hold", "proxy-papers"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_cost_few_queries(held, client, name, language, django_assert_max_num_queries):
    address = url(held.practice, name).replace("/en/", f"/{language}/")
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_nobody_elses_hold_can_be_read(held, client_for, cleo):
    assert client_for(cleo).get(url(held.practice, "proxy-hold")).status_code == 404


def test_a_hold_that_is_none_leads_back(child, client):
    assert client.get(url(child.practice, "proxy-hold")).url == url(child.practice, "proxy")
    assert openings.on_hold(child.practice).is_held
