"""A parent and a child: what each age shows, the birthdays, a teen's own yes, an adult's."""

import re
import uuid
from datetime import timedelta

import pytest

from lms.organisations.policy import AgeBand, Policy, ProxyRules
from sandbox_portal import actions, personas
from sandbox_portal.clinic.models import ScheduledReply
from sandbox_portal.scenarios import loader
from sandbox_portal.scenarios.files import LIBRARY
from sandbox_portal.sections import viewing
from sandbox_portal.sections.proxy import family, helper, levels, parents, rules
from sandbox_portal.sections.proxy.states import State
from sandbox_portal.sections.refusing import NotPossible
from tests.factories.portal import url
from tests.sandbox_portal.scenarios.playing import Player

pytestmark = pytest.mark.django_db


@pytest.fixture
def tasks(db):
    names = ("teen-birthday", "turns-adult", "renew", "switch-records")
    return {task.slug: task for task in loader.load([LIBRARY / f"proxy-{name}.yaml" for name in names])}


@pytest.fixture
def child(ruth, tasks):
    """Sam and Leo, a week before Leo becomes a teen."""
    return Player(ruth, tasks["proxy-teen-birthday"])


@pytest.fixture
def teen(child):
    """The same, after the birthday."""
    child.skip(5)
    return child


@pytest.fixture
def client(client_for, ruth):
    return client_for(ruth)


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def sections(player):
    return viewing.of(player.practice).sections


def test_a_parent_of_a_child_sees_all_of_it(child):
    helper.open_record(grant=child.grant)

    assert child.grant.status == State.ACTIVE_FULL
    assert {"results", "messages", "medicines", "health"} <= sections(child)


def test_on_the_birthday_the_tabs_go_and_the_parent_is_led_out(child):
    helper.open_record(grant=child.grant)
    child.skip(5)

    assert child.grant.status == State.ACTIVE_LIMITED
    assert not child.grant.is_open
    helper.open_record(grant=child.grant)
    assert sections(child) == {"home", "proxy", "appointments", "health"}


def test_the_birthday_comes_once_however_often_one_looks(child):
    child.skip(5)
    child.skip(1)

    assert [row.reason for row in child.grant.statuses.all()].count("birthday") == 1


@pytest.mark.parametrize("ages", [(9, 10), (12, 13), (13, 14)])
def test_the_clinics_own_ages_say_when(ruth, tasks, clinic, ages):
    last, first = ages
    bands = [
        AgeBand(from_age=0, to_age=last, access="full"),
        AgeBand(from_age=first, to_age=17, access="limited"),
        AgeBand(from_age=18, to_age=120, access="none"),
    ]
    clinic.policy_data = Policy(proxy=ProxyRules(age_bands=bands)).model_dump(mode="json")
    clinic.save()
    clinic.__dict__.pop("policy", None)  # kept for the request
    player = Player(ruth, tasks["proxy-teen-birthday"])

    assert parents.age(player.practice) == last
    player.skip(5)
    assert parents.age(player.practice) == first
    assert player.grant.band == "limited"


def test_an_adults_parent_has_no_access_left(ruth, tasks):
    player = Player(ruth, tasks["proxy-turns-adult"])
    player.skip(5)

    assert player.grant.status == State.AGED_OUT
    with pytest.raises(NotPossible):
        helper.open_record(grant=player.grant)
    assert "appointments" in sections(player)  # the helper's own account goes on
    assert viewing.of(player.practice).chart.patient.id == "sam"


def test_a_teens_yes_holds_after_the_clinics_talk_and_can_be_taken_back(teen):
    parents.answer(grant=teen.grant, is_yes=True, sections=["medicines", "home"])
    assert "medicines" not in teen.grant.opens
    teen.skip(5)
    assert "medicines" in teen.grant.opens
    assert "messages" not in teen.grant.opens

    parents.close_again(grant=teen.grant)
    parents.close_again(grant=teen.grant)

    assert teen.grant.opens == levels.of_teen(Policy())
    assert [row.reason for row in teen.grant.statuses.all()].count("teen-closed") == 1


def test_what_is_closed_before_the_talk_never_opens(teen):
    parents.answer(grant=teen.grant, is_yes=True, sections=["results"])
    parents.close_again(grant=teen.grant)
    teen.skip(6)

    assert teen.grant.opens == levels.of_teen(Policy())
    assert not ScheduledReply.objects.filter(kind="proxy.teen_talk").exists()


def test_a_no_changes_nothing(teen):
    parents.ask_for_more(grant=teen.grant)
    parents.ask_for_more(grant=teen.grant)
    parents.answer(grant=teen.grant, is_yes=False, sections=["results"])

    assert teen.grant.opens == levels.of_teen(Policy())
    assert teen.grant.asked_at is None
    assert teen.practice.events.filter(kind="proxy.more_asked").count() == 1


def test_a_childs_parent_has_nothing_to_ask_for(child):
    with pytest.raises(NotPossible):
        parents.ask_for_more(grant=child.grant)
    with pytest.raises(NotPossible):
        parents.answer(grant=child.grant, is_yes=True, sections=["results"])


def test_a_minor_cannot_end_or_change_it_alone(teen):
    for act in (
        lambda: rules.end(grant=teen.grant),
        lambda: rules.pause(grant=teen.grant),
        lambda: rules.change_level(grant=teen.grant, level="schedule"),
    ):
        with pytest.raises(NotPossible) as refused:
            act()
        assert refused.value.reason == "a-parent"


def test_a_teens_parent_reads_shots_and_allergies_and_no_problems(teen, client):
    helper.open_record(grant=teen.grant)

    page = text(client.get(url(teen.practice, "health")))

    assert "Peanuts" in page
    assert "asthma" not in page.lower()


def test_a_closed_part_says_why(teen, client):
    helper.open_record(grant=teen.grant)

    response = client.get(url(teen.practice, "results"))

    assert response.status_code == 403
    assert "is a teen now" in text(response)
    assert url(teen.practice, "proxy-why") in text(response)


def test_the_page_about_closed_parts_asks_first_and_explains_then(teen, client):
    address = url(teen.practice, "proxy-why")

    assert client.post(address, {}).status_code == 422
    assert "It is something else" in text(client.post(address, {"reason": "broken"}))
    assert "Yes, that is it" in text(client.post(address, {"reason": "age-rule"}))


def test_the_teen_is_told_and_answers_on_a_page(teen, client):
    client.post(url(teen.practice, "proxy-more"))
    teen.sit("patient")
    answer = url(teen.practice, "proxy-teen", pk=teen.grant.pk)

    assert url(teen.practice, "proxy-grant", pk=teen.grant.pk) in text(
        client.get(url(teen.practice, "portal"))
    )
    assert client.post(answer, {"answer": "yes"}).status_code == 422
    client.post(answer, {"answer": "yes", "sections": ["medicines"]})
    assert teen.grant.wished == ["medicines"]
    done = client.post(answer, {"answer": "no"}, follow=True)  # a second answer, from an old page
    assert "answered before" in text(done)


def test_the_teen_sees_what_the_parent_did(teen, client):
    client.post(url(teen.practice, "proxy-switch", to="patient"))
    client.get(url(teen.practice, "portal"))
    teen.sit("patient")

    page = text(client.get(url(teen.practice, "proxy-activity", pk=teen.grant.pk)))

    assert "Opened the first page" in page


@pytest.mark.parametrize("name", ["proxy-why", "proxy-teen"])
def test_each_seat_sees_its_own_pages_only(teen, client, name):
    at = {"pk": teen.grant.pk} if name == "proxy-teen" else {}
    teen.sit("patient" if name == "proxy-why" else "proxy")

    assert client.get(url(teen.practice, name, **at)).status_code == 302


def test_a_stranger_sees_nothing(teen, client_for, cleo):
    stranger = client_for(cleo)
    for address in (
        url(teen.practice, "proxy-why"),
        url(teen.practice, "proxy-teen", pk=teen.grant.pk),
        url(teen.practice, "proxy-other", slug="ruth"),
    ):
        assert stranger.get(address).status_code == 404
        assert stranger.post(address).status_code == 404


# --- several records, and access that ends soon ---


@pytest.fixture
def helping(ruth, tasks):
    return Player(ruth, tasks["proxy-switch-records"])


def test_another_record_can_be_looked_at_under_its_own_name(helping, client):
    page = text(client.get(url(helping.practice, "proxy-other", slug="leo")))

    assert "You are looking at the record of <b>Leo Alvarez</b>" in page
    assert "Albuterol" not in page  # Leo is 12: medicines are his own


def test_asking_in_the_wrong_record_sends_nothing(helping, client):
    page = text(client.post(url(helping.practice, "proxy-other", slug="leo")))

    assert "Nothing was sent" in page
    assert helping.mistakes == ["wrong-record"]


@pytest.mark.parametrize(("teens", "sees"), [("limited", "Peanuts"), (None, "You see: nothing")])
def test_a_clinic_that_never_says_none_still_opens_what_an_age_allows(helping, client, clinic, teens, sees):
    bands = [AgeBand(from_age=0, to_age=11, access="full")]
    bands += [AgeBand(from_age=12, to_age=17, access=teens)] if teens else []
    clinic.policy_data = Policy(proxy=ProxyRules(age_bands=bands)).model_dump(mode="json")
    clinic.save()
    clinic.__dict__.pop("policy", None)  # kept for the request

    assert sees in text(client.get(url(helping.practice, "proxy-other", slug="leo")))
    adult = personas.get("ruth").chart_from(helping.practice.started_on)
    assert family.opens(helping.practice, adult) == levels.sections_at("medicines-messages", Policy())


@pytest.mark.parametrize("slug", ["sam", "ruth", "nobody"])
def test_no_other_record_opens(helping, client, slug):
    assert client.get(url(helping.practice, "proxy-other", slug=slug)).status_code == 404


def test_a_task_about_one_record_shows_one(child, client):
    assert client.get(url(child.practice, "proxy-other", slug="ruth")).status_code == 404


def test_only_the_patient_renews(ruth, tasks, client):
    player = Player(ruth, tasks["proxy-renew"])
    ends = player.grant.expires_on

    client.post(url(player.practice, "proxy-renewal"))
    client.post(url(player.practice, "proxy-renewal"))
    client.post(url(player.practice, "proxy-act", pk=player.grant.pk, what="renew"))
    assert player.grant.status == State.EXPIRING

    player.sit("patient")
    assert "asked you on" in text(client.get(url(player.practice, "proxy-grant", pk=player.grant.pk)))
    client.post(url(player.practice, "proxy-act", pk=player.grant.pk, what="renew"))
    assert player.grant.status == State.ACTIVE_LIMITED
    assert player.grant.expires_on > ends + timedelta(days=300)
    assert player.practice.events.filter(kind="proxy.renewal_asked").count() == 1


def test_access_that_nobody_renews_ends(ruth, tasks):
    player = Player(ruth, tasks["proxy-renew"])
    player.skip(20)

    assert player.grant.status == State.EXPIRED


@pytest.mark.parametrize(
    ("name", "at"),
    [("proxy", {}), ("proxy-why", {}), ("proxy-ages", {})],
)
def test_the_pages_cost_few_queries(teen, client, django_assert_max_num_queries, name, at):
    client.get(url(teen.practice, name, **at))
    with django_assert_max_num_queries(12):
        assert client.get(url(teen.practice, name, **at)).status_code == 200


def test_another_record_costs_few_queries(helping, client, django_assert_max_num_queries):
    address = url(helping.practice, "proxy-other", slug="leo")
    client.get(address)
    with django_assert_max_num_queries(12):
        client.get(address)


def test_starting_over_forgets_the_birthday(teen):
    fresh = actions.start_over(practice=teen.practice, by=teen.learner, form_key=uuid.uuid4())

    assert fresh.proxies.get().band == "full"
