"""The pages of proxy access: both seats, strangers, twice and too late."""

import re

import pytest

from sandbox_portal import actions
from sandbox_portal.sections.proxy import helper, openings
from sandbox_portal.sections.proxy.levels import Level
from sandbox_portal.sections.proxy.models import ProxyGrant
from tests.factories import practice as make
from tests.factories.portal import key, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(ruth):
    return make.free_practice(ruth)


@pytest.fixture
def client(client_for, ruth):
    return client_for(ruth)


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def invited(client, practice, level="medicines-messages"):
    client.post(url(practice, "proxy-invite"), {**key(), "person": "sam"})
    pk = ProxyGrant.objects.latest("pk").pk
    client.post(url(practice, "proxy-level", pk=pk), {"level": level})
    client.post(url(practice, "proxy-review", pk=pk), {"has_signed": "on"})
    return ProxyGrant.objects.get(pk=pk)


def sams_card(practice, grant, **changes):
    born = practice.chart.relation("sam").birth_date
    return {"code": grant.code, "month": born.month, "day": born.day, "year": born.year, **changes}


def in_sams_seat(practice):
    actions.switch_seat(practice=practice, to="proxy")


def running(practice, **fields):
    return openings.active(practice, **{"level": Level.EVERYDAY, "shows_sensitive": False, **fields})


def test_both_seats_from_the_invitation_to_the_first_look(client, practice):
    grant = invited(client, practice)
    in_sams_seat(practice)
    letter = url(practice, "proxy-letter")
    assert letter in text(client.get(url(practice, "portal")))  # the first page says that there is mail
    assert grant.code in text(client.get(letter))
    client.post(url(practice, "proxy-accept"), sams_card(practice, grant))
    assert "The clinic is checking" in text(client.get(url(practice, "proxy")))
    assert letter not in text(client.get(url(practice, "portal")))

    actions.skip_ahead(practice=practice, business_days=5)
    assert "Messages you send are signed" in text(client.get(url(practice, "proxy-tour")))
    home = client.post(url(practice, "proxy-switch", to="patient"), follow=True)
    assert "You are looking at the record of" in text(home)
    assert client.get(url(practice, "medicines")).status_code == 200
    assert client.get(url(practice, "results")).status_code == 403

    back = client.post(url(practice, "proxy-switch", to="own"), follow=True)
    assert "You are looking at the record of" not in text(back)
    assert client.get(url(practice, "medicines")).status_code == 403


def test_the_review_shows_everything_and_needs_the_signature(client, practice):
    client.post(url(practice, "proxy-invite"), {**key(), "person": "sam"})
    pk = ProxyGrant.objects.get().pk
    client.post(url(practice, "proxy-level", pk=pk), {"level": "schedule"})
    page = text(client.get(url(practice, "proxy-review", pk=pk)))
    assert "sam.alvarez@example.org" in page
    assert "after 18 months" in page

    refused = client.post(url(practice, "proxy-review", pk=pk), {})
    assert refused.status_code == 422
    assert ProxyGrant.objects.get().status == "draft"


@pytest.mark.parametrize("name", ["proxy-invite", "proxy-level", "proxy-review"])
def test_an_empty_form_says_what_to_do(client, practice, name):
    client.post(url(practice, "proxy-invite"), {**key(), "person": "sam"})
    pk = ProxyGrant.objects.get().pk
    if name == "proxy-review":
        client.post(url(practice, "proxy-level", pk=pk), {"level": "schedule"})
    address = url(practice, name) if name == "proxy-invite" else url(practice, name, pk=pk)
    response = client.post(address, {})
    assert response.status_code == 422
    assert "data-error-summary" in text(response)


def test_choosing_parts_needs_at_least_one(client, practice):
    client.post(url(practice, "proxy-invite"), {**key(), "person": "sam"})
    address = url(practice, "proxy-level", pk=ProxyGrant.objects.get().pk)
    assert client.post(address, {"level": "custom"}).status_code == 422
    client.post(address, {"level": "custom", "sections": ["results", "messages"]})
    assert ProxyGrant.objects.get().opens == {"results", "messages"}


def test_the_same_form_invites_once_and_a_stale_review_sends_nothing(client, practice):
    form = {**key(), "person": "sam"}
    client.post(url(practice, "proxy-invite"), form)
    client.post(url(practice, "proxy-invite"), form)
    assert ProxyGrant.objects.count() == 1

    pk = ProxyGrant.objects.get().pk
    client.post(url(practice, "proxy-level", pk=pk), {"level": "schedule"})
    client.post(url(practice, "proxy-review", pk=pk), {"has_signed": "on"})
    code = ProxyGrant.objects.get().code
    again = client.post(url(practice, "proxy-review", pk=pk), {"has_signed": "on"}, follow=True)
    assert "It was sent only once" in text(again)
    assert ProxyGrant.objects.get().code == code
    assert client.get(url(practice, "proxy-level", pk=pk)).url == url(practice, "proxy-grant", pk=pk)


def test_a_second_invitation_is_refused_kindly(client, practice):
    invited(client, practice)
    response = client.post(url(practice, "proxy-invite"), {**key(), "person": "sam"}, follow=True)
    assert "has access or an invitation already" in text(response)


def test_an_invitation_is_sent_again_and_taken_back(client, practice):
    grant = invited(client, practice)
    client.post(url(practice, "proxy-act", pk=grant.pk, what="resend"))
    assert ProxyGrant.objects.get().code != grant.code
    client.post(url(practice, "proxy-end", pk=grant.pk))
    client.post(url(practice, "proxy-end", pk=grant.pk))
    assert ProxyGrant.objects.get().status == "revoked"
    assert "<h3>Past access</h3>" in text(client.get(url(practice, "proxy")))


def test_the_level_is_lowered_after_a_look_at_what_it_means(client, practice):
    grant = running(practice, level=Level.RECORDS)
    address = url(practice, "proxy-change", pk=grant.pk)
    page = client.post(address, {"level": "schedule"})
    assert "Check the change" in text(page)
    assert ProxyGrant.objects.get().level == "results-notes"

    client.post(address, {"level": "schedule", "confirm": "1"})
    assert ProxyGrant.objects.get().level == "schedule"


def test_access_is_paused_goes_on_and_ends(client, practice):
    grant = running(practice)
    for what, status in (("pause", "suspended"), ("resume", "active-limited")):
        client.post(url(practice, "proxy-act", pk=grant.pk, what=what))
        assert ProxyGrant.objects.get().status == status
    late = client.post(url(practice, "proxy-act", pk=grant.pk, what="renew"), follow=True)
    assert "does not end soon" in text(late)
    assert client.post(url(practice, "proxy-act", pk=grant.pk, what="nonsense")).status_code == 404

    assert ProxyGrant.objects.get().is_active
    client.get(url(practice, "proxy-end", pk=grant.pk))
    assert ProxyGrant.objects.get().is_active
    client.post(url(practice, "proxy-end", pk=grant.pk))
    assert ProxyGrant.objects.get().status == "revoked"


def test_the_patient_sees_what_the_proxy_did_in_the_record_and_nothing_else(client, practice):
    grant = running(practice)
    assert "Nothing yet" in text(client.get(url(practice, "proxy-activity", pk=grant.pk)))

    in_sams_seat(practice)
    client.get(url(practice, "results"))
    client.post(url(practice, "proxy-switch", to="patient"))
    client.get(url(practice, "medicines"))
    client.post(url(practice, "proxy-switch", to="own"))
    actions.switch_seat(practice=practice, to="patient")

    page = text(client.get(url(practice, "proxy-activity", pk=grant.pk)))
    assert "Looked at medicines" in page
    assert "Looked at test results" not in page


def test_giving_the_password_is_named_and_nothing_happens(client, practice):
    assert "Just tell me your password" in text(client.get(url(practice, "proxy-password")))
    assert "That was your password" in text(client.post(url(practice, "proxy-password")))
    assert practice.events.filter(kind="proxy.password_given").count() == 1
    assert not ProxyGrant.objects.exists()

    in_sams_seat(practice)
    assert "You signed in as someone else" in text(client.post(url(practice, "proxy-borrow")))
    assert client.get(url(practice, "medicines")).status_code == 403


def test_the_page_for_people_under_pressure_leaves_no_trace(client, practice):
    before = practice.events.count()
    page = text(client.get(url(practice, "proxy-pressure")))
    assert "Leave this site now" in page
    assert practice.events.count() == before


def test_a_wrong_code_is_an_error_of_its_field_and_is_not_kept(client, practice):
    grant = invited(client, practice)
    in_sams_seat(practice)
    wrong = client.post(url(practice, "proxy-accept"), sams_card(practice, grant, code="AAAA-1111"))
    assert wrong.status_code == 422
    assert "not the code from the e-mail" in text(wrong)
    other = client.post(url(practice, "proxy-accept"), sams_card(practice, grant, year=1971))
    assert "Never type your own here" in text(other)
    odd = client.post(url(practice, "proxy-accept"), sams_card(practice, grant, month=2, day=31))
    assert "There is no such day" in text(odd)
    assert ProxyGrant.objects.get().status == "invited"


def test_accepting_twice_accepts_once(client, practice):
    grant = invited(client, practice)
    in_sams_seat(practice)
    client.post(url(practice, "proxy-accept"), sams_card(practice, grant))
    again = client.post(url(practice, "proxy-accept"), sams_card(practice, grant), follow=True)
    assert again.status_code == 200
    assert practice.events.filter(kind="proxy.accepted").count() == 1


def test_a_letter_that_ran_out_says_what_to_do(client, practice):
    invited(client, practice)
    actions.skip_ahead(practice=practice, days=15)
    in_sams_seat(practice)
    assert "This code has run out" in text(client.get(url(practice, "proxy-letter")))
    assert "Ask for a new invitation" in text(client.get(url(practice, "proxy-accept"), follow=True))


def test_sam_asks_and_ruth_answers(client, practice):
    in_sams_seat(practice)
    assert "has not invited you" in text(client.get(url(practice, "proxy")))
    client.post(url(practice, "proxy-ask"), {**key(), "way": "request", "level": "schedule", "why": "care"})
    grant = ProxyGrant.objects.get()

    actions.switch_seat(practice=practice, to="patient")
    assert "Access: Sam Alvarez" in text(client.get(url(practice, "portal")))
    client.post(url(practice, "proxy-answer", pk=grant.pk), {"answer": "yes"})
    assert ProxyGrant.objects.get().status == "clinic-review"
    late = client.post(url(practice, "proxy-answer", pk=grant.pk), {"answer": "no"}, follow=True)
    assert "answered before" in text(late)


def test_the_wrong_paper_is_refused_with_the_reason(client, practice):
    in_sams_seat(practice)
    client.post(url(practice, "proxy-ask"), {**key(), "way": "papers", "level": "schedule", "why": "care"})
    page = client.post(url(practice, "proxy-papers"), {"paper": "bank-power"}, follow=True)
    assert "does not speak about health care" in text(page)


def test_an_invitation_can_be_declined(client, practice):
    invited(client, practice)
    in_sams_seat(practice)
    client.post(url(practice, "proxy-decline"))
    assert ProxyGrant.objects.get().status == "revoked"


def test_each_seat_has_its_own_pages(client, practice):
    grant = running(practice)
    assert client.get(url(practice, "proxy-tour")).url == url(practice, "proxy")
    in_sams_seat(practice)
    for address in (
        url(practice, "proxy-invite"),
        url(practice, "proxy-grant", pk=grant.pk),
        url(practice, "proxy-end", pk=grant.pk),
        url(practice, "proxy-activity", pk=grant.pk),
    ):
        assert client.get(address).url == url(practice, "proxy")
        client.post(address)
    assert ProxyGrant.objects.get().is_active


def test_the_ages_come_from_the_clinics_rules(client, practice, clinic):
    assert "0 to 11 years" in text(client.get(url(practice, "proxy-ages")))
    bands = [
        {"from_age": 0, "to_age": 13, "access": "full"},
        {"from_age": 14, "to_age": 120, "access": "none"},
    ]
    clinic.policy_data = {"proxy": {"age_bands": bands}}
    clinic.save()
    page = text(client.get(url(practice, "proxy-ages")))
    assert "0 to 13 years" in page
    assert "14 years and older" in page


def test_a_stranger_finds_nothing(client, client_for, practice, cleo):
    grant = running(practice)
    own = make.free_practice(cleo)
    stranger = client_for(cleo)
    for address in (
        url(practice, "proxy"),
        url(practice, "proxy-grant", pk=grant.pk),
        url(own, "proxy-grant", pk=grant.pk),
        url(own, "proxy-end", pk=grant.pk),
        url(own, "proxy-activity", pk=grant.pk),
    ):
        assert stranger.get(address).status_code == 404
        assert stranger.post(address).status_code in (404, 405)
    assert ProxyGrant.objects.get().is_active


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_stands_in_both_languages(client, practice, language):
    for name in ("proxy", "proxy-invite", "proxy-password", "proxy-pressure", "proxy-ages"):
        assert client.get(url(practice, name, language)).status_code == 200
    grant = running(practice)
    for name in ("proxy-grant", "proxy-change", "proxy-end", "proxy-activity"):
        assert client.get(url(practice, name, language, pk=grant.pk)).status_code == 200
    in_sams_seat(practice)
    for name in ("proxy", "proxy-ask", "proxy-tour", "proxy-borrow"):
        assert client.get(url(practice, name, language)).status_code == 200


def test_pages_stay_within_twelve_queries(client, practice, django_assert_max_num_queries):
    grant = running(practice)
    ruths = [url(practice, name) for name in ("proxy", "proxy-invite", "proxy-ages", "proxy-pressure")]
    ruths += [url(practice, f"proxy-{name}", pk=grant.pk) for name in ("grant", "change", "activity")]
    _assert_few(client, ruths, django_assert_max_num_queries)
    in_sams_seat(practice)
    helper.open_record(grant=ProxyGrant.objects.get())
    sams = [url(practice, name) for name in ("proxy", "proxy-tour", "medicines")]
    _assert_few(client, sams, django_assert_max_num_queries)


def _assert_few(client, addresses, at_most):
    for address in addresses:
        client.get(address)  # the first look is also written down
        client.get(address)
        with at_most(12):
            assert client.get(address).status_code == 200
