"""At the counter: a part only, a price that went up, and how one goes on until then."""

import re

import pytest

from sandbox_portal import actions, personas
from sandbox_portal.practice import Practice
from sandbox_portal.sections.medicines.models import RefillRequest
from sandbox_portal.sections.medicines.openings import part_ready, price_up
from sandbox_portal.sections.messages.models import Message
from sandbox_portal.sections.phone import rules as phone
from tests.factories import practice as make
from tests.factories.portal import key, url
from tests.sandbox_portal.every_page import EveryPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(ruth):
    return make.free_practice(ruth)


@pytest.fixture
def client(client_for, ruth):
    return client_for(ruth)


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def skip(practice, days):
    actions.skip_ahead(practice=Practice.objects.get(pk=practice.pk), business_days=days)


def events(practice, kind):
    return [event.facts for event in practice.events.order_by("pk") if event.kind == kind]


class TestPages(EveryPage):
    PAGES = [(state, {}) for state in ("part-ready", "rest-owed", "price-up", "cheaper-asked")]

    @pytest.fixture
    def seen(self, practice, client_for, ruth, one_page):
        state, _kwargs = one_page
        is_part = state in ("part-ready", "rest-owed")
        request = part_ready(practice, "lisinopril") if is_part else price_up(practice, "eye-drops")
        RefillRequest.objects.update(status=state)
        clients = {}

        def get(by=ruth, language="en"):
            address = url(practice, "refill", pk=request.pk).replace("/en/", f"/{language}/")
            client = clients.get(by) or clients.setdefault(by, client_for(by))
            return client.get(address)

        return get


def test_the_record_tells_the_part_and_the_price():
    chart = personas.get("ruth").chart

    assert chart.part_in_stock("metformin", "corner") == 20
    assert not chart.is_out_of_stock("metformin", "corner")
    assert chart.part_in_stock("metformin", "main-street") is None
    assert chart.price_up("eye-drops", "corner") == (4000, 9500)
    assert chart.price_up("eye-drops", "main-street") is None
    assert not any(claim.use == "predetermination" for claim in chart.claims)


def test_the_part_is_taken_once_and_the_rest_comes(client, practice):
    request = part_ready(practice, "lisinopril", part=10)
    page = text(client.get(url(practice, "refill", pk=request.pk)))
    assert "The pharmacy has 10 of 30 tablets now" in page and "10 days" in page

    for _twice in range(2):
        client.post(url(practice, "refill-part", pk=request.pk))

    assert events(practice, "refills.part_taken") == [
        {"request": request.pk, "medicine": "lisinopril", "part": 10}
    ]
    skip(practice, 5)
    request.refresh_from_db()
    assert request.status == "ready"
    client.post(url(practice, "refill-pick-up", pk=request.pk))
    assert events(practice, "refills.picked_up")[0]["is_price_up"] is False


def test_a_part_that_nobody_took_becomes_the_whole(practice):
    request = part_ready(practice, "lisinopril")

    skip(practice, 5)

    request.refresh_from_db()
    assert request.status == "ready"


def test_a_part_too_small_says_call(client, practice):
    request = part_ready(practice, "lisinopril", part=2)

    assert "That is too short" in text(client.get(url(practice, "refill", pk=request.pk)))


@pytest.mark.parametrize("make_it", [part_ready, price_up])
def test_asking_again_is_asking_twice(client, practice, make_it):
    make_it(practice, "lisinopril")

    client.post(url(practice, "refill-start", id="lisinopril"), key())

    assert RefillRequest.objects.count() == 1
    assert events(practice, "refills.refused")[0]["is_asked_already"] is True


@pytest.mark.parametrize(("answer", "is_safe"), [("go-on", True), ("split", False), ("stop", False)])
def test_how_one_goes_on_is_told_and_only_one_way_is_safe(client, practice, answer, is_safe):
    request = price_up(practice, "eye-drops")

    page = client.post(url(practice, "refill-meantime", pk=request.pk), {"answer": answer}, follow=True)

    assert events(practice, "refills.meantime_answered")[0]["is_safe"] is is_safe
    assert ("Ask before you do that" in text(page)) is not is_safe


def test_no_answer_is_refused_kindly(client, practice):
    request = price_up(practice, "eye-drops")

    page = client.post(url(practice, "refill-meantime", pk=request.pk), {})

    assert page.status_code == 422 and "Say what you do until then." in text(page)


def test_paying_the_high_price_is_allowed_and_named(client, practice):
    request = price_up(practice, "eye-drops")

    client.post(url(practice, "refill-pick-up", pk=request.pk))

    request.refresh_from_db()
    assert request.status == "picked-up"
    assert events(practice, "refills.picked_up")[0]["is_price_up"] is True


def test_a_call_gets_another_prescription(practice):
    request = price_up(practice, "eye-drops")

    for _twice in range(2):
        call = phone.call(practice=practice, about="medicine", item="eye-drops", **key())
    assert call.outcome == "cheaper"
    skip(practice, 4)

    request.refresh_from_db()
    assert (request.status, request.price) == ("ready", 4000)
    assert len(events(practice, "refills.cheaper_asked")) == 1


def test_a_message_names_the_medicine_only_where_its_price_went_up(client, practice):
    client.post(url(practice, "message-new") + "?price=eye-drops", key())
    assert Message.objects.latest("pk").body == ""

    price_up(practice, "eye-drops")
    client.post(url(practice, "message-new") + "?price=eye-drops", key())
    assert "Cyclosporine" in Message.objects.latest("pk").body


@pytest.mark.parametrize("name", ["refill-part", "refill-pharmacist", "refill-meantime"])
def test_a_stranger_does_nothing_and_nothing_is_done_where_nothing_waits(
    client, client_for, practice, cleo, name
):
    request = price_up(practice, "eye-drops")
    address = url(practice, name, pk=request.pk)
    assert client_for(cleo).post(address, {"answer": "stop"}).status_code == 404
    assert client.get(address).status_code == 405

    RefillRequest.objects.update(status="ready")
    assert client.post(address, {"answer": "stop"}).status_code == 302
    assert not events(practice, "refills.meantime_answered")
