"""The pages of medicines: every step, from both seats, for strangers, twice and too late."""

import re
from dataclasses import replace

import pytest

from sandbox_portal import actions
from sandbox_portal.sections.medicines.models import RefillRequest
from sandbox_portal.sections.medicines.openings import held_up
from sandbox_portal.sections.proxy import helper, openings
from sandbox_portal.sections.proxy.levels import Level
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


def begun(client, practice, medicine="lisinopril"):
    client.post(url(practice, "refill-start", id=medicine), key())
    return RefillRequest.objects.latest("pk").pk


def filled(client, practice, medicine="lisinopril", kind="refill", left="few", note="", pharmacy="corner"):
    pk = begun(client, practice, medicine)
    client.post(url(practice, "refill-kind", pk=pk), {"kind": kind})
    client.post(url(practice, "refill-take", pk=pk), {"takes": "as-told", "left": left})
    client.post(url(practice, "refill-where", pk=pk), {"pharmacy": pharmacy})
    client.post(url(practice, "refill-note", pk=pk), {"note": note})
    return pk


def sent(client, practice, **fields):
    pk = filled(client, practice, **fields)
    client.post(url(practice, "refill-review", pk=pk))
    return pk


def test_the_list_says_why_something_cannot_be_asked_for_and_from_when(client, practice):
    page = text(client.get(url(practice, "medicines")))
    assert "2 refills left" in page
    assert "must say yes first" in page
    assert "You can ask from" in page
    assert "The law is strict" in page
    assert "Your doctor stopped this one" in page
    assert "None left today?" in page


def test_a_refill_is_asked_for_step_by_step_and_can_be_followed(client, practice):
    pk = sent(client, practice)
    page = text(client.get(url(practice, "refill", pk=pk)))
    assert "Refill of Lisinopril 10 mg" in page
    assert "Corner Pharmacy" in page
    assert "It should be ready by" in page

    actions.skip_ahead(practice=practice, business_days=2)
    assert "I picked it up" in text(client.get(url(practice, "refill", pk=pk)))
    client.post(url(practice, "refill-pick-up", pk=pk))
    assert RefillRequest.objects.get(pk=pk).status == "picked-up"


def test_the_review_shows_everything_before_anything_is_sent(client, practice):
    pk = filled(client, practice, note="Easy caps please")
    page = text(client.get(url(practice, "refill-review", pk=pk)))
    assert "Easy caps please" in page
    assert "Corner Pharmacy" in page
    assert RefillRequest.objects.get(pk=pk).status == "draft"


def test_sending_the_review_twice_asks_once(client, practice):
    pk = sent(client, practice)
    again = client.post(url(practice, "refill-review", pk=pk), follow=True)
    assert "It was sent only once" in text(again)
    assert practice.events.filter(kind="refills.requested").count() == 1


def test_the_button_pressed_twice_begins_one_request(client, practice):
    form = key()
    client.post(url(practice, "refill-start", id="lisinopril"), form)
    client.post(url(practice, "refill-start", id="lisinopril"), form)
    assert RefillRequest.objects.count() == 1


@pytest.mark.parametrize("step", ["kind", "take", "where", "note", "review", "discard"])
def test_a_stale_page_of_a_sent_request_leads_to_where_it_is(client, practice, step):
    pk = sent(client, practice)
    assert client.get(url(practice, f"refill-{step}", pk=pk)).url == url(practice, "refill", pk=pk)


def test_a_review_that_comes_too_early_leads_back(client, practice):
    pk = begun(client, practice)
    assert client.get(url(practice, "refill-review", pk=pk)).url == url(practice, "refill-kind", pk=pk)


@pytest.mark.parametrize("step", ["kind", "take", "where"])
def test_an_empty_form_says_what_to_do(client, practice, step):
    pk = begun(client, practice)
    response = client.post(url(practice, f"refill-{step}", pk=pk), {})
    assert response.status_code == 422
    assert "data-error-summary" in text(response)


def test_a_refused_medicine_says_why(client, practice):
    response = client.post(url(practice, "refill-start", id="eye-drops"), key(), follow=True)
    assert "You have enough at home" in text(response)
    assert not RefillRequest.objects.exists()
    assert client.post(url(practice, "refill-start", id="aspirin"), key()).status_code == 404


def test_asking_again_says_that_it_is_on_its_way(client, practice):
    sent(client, practice)
    response = client.post(url(practice, "refill-start", id="lisinopril"), key(), follow=True)
    assert "Asking twice does not make it quicker" in text(response)


def test_a_refill_of_what_has_none_left_is_an_error_of_the_form(client, practice):
    pk = begun(client, practice, "metformin")
    response = client.post(url(practice, "refill-kind", pk=pk), {"kind": "refill"})
    assert response.status_code == 422
    assert "No refills are left" in text(response)


def test_none_left_today_shows_the_call_on_every_page_that_follows(client, practice):
    pk = filled(client, practice, left="none")
    for step in ("where", "note", "review"):
        assert "You have none left" in text(client.get(url(practice, f"refill-{step}", pk=pk)))
    assert practice.events.filter(kind="refills.ran_out").exists()


def test_words_of_an_emergency_in_the_note_are_neither_kept_nor_logged(client, practice):
    pk = begun(client, practice)
    response = client.post(url(practice, "refill-note", pk=pk), {"note": "I can not breathe"})
    assert "Stop. Call now." in text(response)
    assert RefillRequest.objects.get(pk=pk).note == ""
    assert [e.facts for e in practice.events.filter(kind="refills.stopped")] == [{}]


def test_a_request_can_be_taken_back_and_later_not(client, practice):
    pk = sent(client, practice)
    client.post(url(practice, "refill-cancel", pk=pk))
    assert RefillRequest.objects.get(pk=pk).status == "cancelled"

    later = sent(client, practice)
    actions.skip_ahead(practice=practice, business_days=1)
    page = client.post(url(practice, "refill-cancel", pk=later), follow=True)
    assert "too late" in text(page)


def test_a_draft_can_be_thrown_away(client, practice):
    pk = begun(client, practice)
    client.post(url(practice, "refill-discard", pk=pk))
    assert not RefillRequest.objects.exists()


def test_the_preferred_pharmacy_can_be_changed(client, practice):
    page = client.post(url(practice, "medicines-pharmacy"), {"pharmacy": "lakeside-mail"}, follow=True)
    assert "<b>Lakeside Mail Order</b>" in text(page)
    assert client.post(url(practice, "medicines-pharmacy"), {"pharmacy": "x"}).status_code == 422


def test_a_record_without_medicines_says_so(client, practice, monkeypatch):
    monkeypatch.setattr(type(practice), "chart", replace(practice.chart, medications=()))
    assert "No medicines here" in text(client.get(url(practice, "medicines")))


def test_a_proxy_asks_where_medicines_are_shared_and_gets_the_kind_page_where_not(client, practice):
    grant = openings.active(practice, level=Level.EVERYDAY, shows_sensitive=False)
    actions.switch_seat(practice=practice, to="proxy")
    assert client.get(url(practice, "medicines")).status_code == 403

    helper.open_record(grant=grant)
    pk = sent(client, practice)
    assert RefillRequest.objects.get(pk=pk).seat == "proxy"
    assert "You are looking at the record of" in text(client.get(url(practice, "refill", pk=pk)))


@pytest.mark.parametrize(
    ("by", "address", "data"),
    [("out-of-stock", "refill-elsewhere", {"pharmacy": "corner"}), ("needs-approval", "refill-approval", {})],
)
def test_what_is_stuck_is_got_going_once_and_by_its_own_learner(
    client, client_for, practice, cleo, by, address, data
):
    request = held_up(practice, "lisinopril", by=by)
    here = url(practice, address, pk=request.pk)

    assert client_for(cleo).post(here, data).status_code == 404
    for _twice in range(2):
        assert client.post(here, data).status_code == 302
    happened = practice.events.filter(kind__in=("refills.sent_elsewhere", "refills.approval_asked"))
    assert happened.count() == 1
    actions.skip_ahead(practice=practice, days=14)
    assert RefillRequest.objects.get().status == "ready"
    assert "Ready to pick up" in text(client.get(url(practice, "medicines")))


def test_asking_again_for_what_is_stuck_is_asking_twice(client, practice):
    held_up(practice, "lisinopril")
    response = client.post(url(practice, "refill-start", id="lisinopril"), key(), follow=True)

    assert RefillRequest.objects.count() == 1
    assert "The pharmacy has none now" in text(response)


def test_a_stranger_finds_nothing(client, client_for, practice, cleo):
    pk, draft = sent(client, practice), begun(client, practice, "metformin")
    stranger, own = client_for(cleo), make.free_practice(cleo)
    for address in (
        url(practice, "medicines"),
        url(practice, "medicine", id="lisinopril"),
        url(practice, "refill", pk=pk),
        url(own, "refill", pk=pk),
        url(own, "refill-kind", pk=draft),
    ):
        assert stranger.get(address).status_code == 404


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_stands_in_both_languages(client, practice, language):
    pk = filled(client, practice)
    for step in ("kind", "take", "where", "note", "review", "discard"):
        assert client.get(url(practice, f"refill-{step}", language, pk=pk)).status_code == 200
    client.post(url(practice, "refill-review", pk=pk))
    assert client.get(url(practice, "refill", language, pk=pk)).status_code == 200
    for medication in practice.chart.medications:
        assert client.get(url(practice, "medicine", language, id=medication.id)).status_code == 200


def test_pages_stay_within_twelve_queries(client, practice, django_assert_max_num_queries):
    pk, draft = sent(client, practice), filled(client, practice, "metformin", kind="renewal")
    actions.skip_ahead(practice=practice, business_days=1)
    client.get(url(practice, "proxy"))
    for address in (
        url(practice, "refill-review", pk=draft),
        url(practice, "refill-where", pk=draft),
        url(practice, "medicines-pharmacy"),
    ):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
    for address in (
        url(practice, "medicines"),
        url(practice, "medicine", id="lisinopril"),
        url(practice, "refill", pk=pk),
    ):
        client.get(address)
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
