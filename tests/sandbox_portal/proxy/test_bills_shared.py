"""Bills that a helper sees: only where the clinic's pack and the patient open them, and then everywhere."""

import re

import pytest

from lms.organisations.policy import Policy, ProxyRules
from sandbox_portal import actions
from sandbox_portal.sections import menu
from sandbox_portal.sections.proxy import helper, levels, openings
from tests.factories import practice as make
from tests.factories.portal import url

pytestmark = pytest.mark.django_db
WITH_BILLS = {
    "level_visits": ["appointments", "bills"],
    "level_everyday": ["appointments", "medicines", "messages", "bills"],
    "level_records": ["appointments", "medicines", "messages", "results", "bills"],
}
PAGES = [
    ("bills", {}),
    ("bill", {"id": "knee"}),
    ("bill-letter", {"id": "knee"}),
    ("bill-pay", {"id": "knee"}),
    ("bill-plan", {"id": "knee"}),
    ("bill-ask", {"id": "knee"}),
    ("payments", {}),
    ("bill-estimate", {}),
    ("bill-help", {}),
    ("bill-autopay", {}),
    ("bill-fees", {}),
]


@pytest.fixture
def client(client_for, ruth):
    return client_for(ruth)


def with_rules(clinic, **proxy):
    clinic.policy_data = Policy(proxy=ProxyRules(**proxy)).model_dump(mode="json")
    clinic.save()
    clinic.__dict__.pop("policy", None)  # kept for the request


def as_helper(ruth, level, **facts):
    """Sam in Ruth's record, with this level."""
    practice = make.free_practice(ruth)
    grant = openings.active(practice, level=level, shows_sensitive=True, **facts)
    actions.switch_seat(practice=practice, to="proxy")
    helper.open_record(grant=grant)
    return practice


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize("level", ["schedule", "medicines-messages", "results-notes"])
def test_without_the_pack_a_helper_finds_no_bill_anywhere(ruth, client, level):
    practice = as_helper(ruth, level)

    for name, kwargs in PAGES:
        assert client.get(url(practice, name, **kwargs)).status_code == 403
    for section in (each for each in menu.SECTIONS if each.name != "bills"):
        address = url(practice, section.url_name.removeprefix("practice:"))
        page = text(client.get(address))
        assert url(practice, "bills") not in page, address
        for bill in practice.chart.bills:
            assert f"Bill: {bill.title}" not in page, address
    for name in ("bill-guest", "papers"):
        assert client.get(url(practice, name)).status_code == 404


def test_messages_about_bills_are_closed_with_the_bills(ruth, client, clinic):
    practice = as_helper(ruth, "medicines-messages")
    thread = next(each for each in practice.chart.threads if each.category == "billing")
    assert str(thread.subject) not in text(client.get(url(practice, "messages")))
    assert client.get(url(practice, "message-record", id=thread.id)).status_code == 404

    with_rules(clinic, **WITH_BILLS)
    assert str(thread.subject) in text(client.get(url(practice, "messages")))
    assert client.get(url(practice, "message-record", id=thread.id)).status_code == 200


@pytest.mark.parametrize("level", ["schedule", "medicines-messages", "results-notes"])
def test_with_the_pack_each_level_opens_the_bills(ruth, client, clinic, level):
    with_rules(clinic, **WITH_BILLS)
    practice = as_helper(ruth, level)

    for name, kwargs in PAGES:
        assert client.get(url(practice, name, **kwargs)).status_code == 200, name
    assert url(practice, "bills") in text(client.get(url(practice, "portal")))


def test_what_the_patient_did_not_choose_stays_closed(ruth, client, clinic):
    with_rules(clinic, **WITH_BILLS)
    practice = make.free_practice(ruth)
    grant = openings.active(practice, level="schedule")
    grant.level, grant.sections = "custom", ["results"]
    grant.save()
    actions.switch_seat(practice=practice, to="proxy")
    helper.open_record(grant=grant)

    assert client.get(url(practice, "bills")).status_code == 403


def test_the_form_offers_bills_only_where_they_can_be_shared(ruth, client, clinic):
    practice = make.free_practice(ruth)
    grant = openings.active(practice)
    address = url(practice, "proxy-change", pk=grant.pk)
    assert 'value="bills"' not in client.get(address).content.decode()

    with_rules(clinic, **WITH_BILLS)
    page = text(client.get(address))
    assert 'value="bills"' in page
    assert "Visits, Bills" in page  # the lowest level is called what it shows
    assert "A bill names each service" in page


def test_the_patient_sees_what_a_helper_did_with_bills(ruth, client, clinic):
    with_rules(clinic, **WITH_BILLS)
    practice = as_helper(ruth, "schedule")
    client.get(url(practice, "bills"))
    actions.switch_seat(practice=practice, to="patient")

    grant = practice.proxies.get()
    assert "Looked at bills" in text(client.get(url(practice, "proxy-activity", pk=grant.pk)))


@pytest.mark.parametrize(
    ("rule", "is_guarantor", "sees"),
    [("never", True, False), ("guarantor", False, False), ("guarantor", True, True), ("always", False, True)],
)
@pytest.mark.parametrize("band", ["full", "limited"])
def test_a_parent_sees_bills_by_a_rule_of_its_own(rule, is_guarantor, sees, band):
    policy = Policy(proxy=ProxyRules(parent_bills=rule))
    opens = levels.sections_for_parent(band, policy, is_guarantor=is_guarantor)

    assert ("bills" in opens) is sees


def test_leos_father_pays_for_him(ruth, clinic):
    with_rules(clinic, parent_bills="guarantor")
    practice = make.free_practice(ruth, persona="leo")

    assert "bills" not in openings.parent(practice, person="ruth").opens
    practice.proxies.all().delete()
    grant = openings.parent(practice, person="sam")
    assert ("bills" in grant.opens) is (grant.band != "none")
