"""Paying a paper statement as a guest: the way there, the three facts, paying twice, the receipt."""

import pytest

from sandbox_portal import actions
from sandbox_portal.sections.bills import guest
from sandbox_portal.sections.bills.models import Payment
from tests.factories.pdf import text_of
from tests.sandbox_portal.every_page import EveryPage
from tests.sandbox_portal.money.conftest import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(now):
    """The statement of a bill: paper("knee")."""
    return lambda bill: next(each for each in guest.statements(now()) if each.bill.id == bill)


@pytest.fixture
def find(page, paper, now):
    """Types the facts of a paper, or others: find("knee", postal_code="11111")."""

    def send(bill="knee", **other):
        found, born = paper(bill), now().chart.patient.birth_date
        facts = {"number": found.number, "postal_code": found.postal_code}
        facts |= {"month": born.month, "day": born.day, "year": born.year}
        return page("bill-guest-find", data=facts | other)

    return send


@pytest.fixture
def pay_as_guest(page, find, card):
    def send(bill="knee", slug="blue", **form):
        find(bill)
        page("bill-guest-pay", id=bill, data={"how_much": "all", **card(slug), **form})
        made = Payment.objects.latest("pk")
        page("bill-guest-review", pk=made.pk, data={})
        made.refresh_from_db()
        return made

    return send


class TestPages(EveryPage):
    PAGES = [("bill-guest", {}), ("bill-guest-find", {}), ("papers", {})]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_after_the_facts_are_cheap_too(
    page, find, pay_as_guest, language, django_assert_max_num_queries
):
    made = pay_as_guest()
    pages = [("bill-guest-pay", {"id": "knee"}), ("bill-guest-receipt", {"pk": made.pk})]
    for name, where in pages:
        with django_assert_max_num_queries(12):
            assert page(name, language=language, **where).status_code == 200


def test_an_ad_and_a_text_lead_to_a_copy_and_the_paper_to_the_page(page, events):
    for way in ("ad", "text"):
        answer = page("bill-guest", data={"choice": way})
        assert answer.status_code == 422
        assert "Close it" in words(answer)

    assert page("bill-guest", data={"choice": "paper"}).status_code == 302
    assert [e["way"] for e in events("bills.guest_way")] == ["ad", "text", "paper"]


def test_a_statement_is_found_with_all_three_facts_however_the_number_is_written(find, paper, events):
    answer = find(number=paper("knee").number.lower().replace("-", " "))

    assert answer.status_code == 302
    assert events("bills.guest_tried") == [{"item": "knee", "is_right": True}]


@pytest.mark.parametrize("wrong", [{"number": "S-1"}, {"year": 1990}, {"postal_code": "90210"}])
def test_a_wrong_fact_is_refused_without_a_word_which_one(find, events, wrong):
    answer = find(**wrong)

    assert answer.status_code == 422
    assert "No statement fits all of this" in words(answer)
    assert events("bills.guest_tried") == [{"is_right": False}]


def test_nothing_that_was_typed_is_kept_in_the_log(find, practice):
    find(number="S-98765432", postal_code="90210")

    said = str([event.facts for event in practice.events.all()])
    assert "98765432" not in said
    assert "90210" not in said


def test_after_too_many_wrong_tries_the_page_is_closed_until_tomorrow(find, page, skip, events):
    for _ in range(5):
        find(number="S-1")

    shut = find()
    assert "Closed until tomorrow" in words(shut)
    assert len(events("bills.guest_tried")) == 5
    skip(1)
    assert find().status_code == 302


def test_without_the_facts_the_address_of_a_bill_opens_nothing(page):
    answer = page("bill-guest-pay", id="knee")

    assert answer.status_code == 302
    assert answer.url.endswith("/guest/find/")


def test_a_bill_that_is_not_printed_yet_is_not_found(now):
    assert "skin" not in [each.bill.id for each in guest.statements(now())]


def test_a_guest_pays_once_and_the_portal_shows_it(pay_as_guest, page, stands, events):
    made = pay_as_guest()
    page("bill-guest-review", pk=made.pk, data={})  # the same click again

    assert made.status == "accepted"
    assert stands("knee").state == "paid"
    assert [(e["how"], e["is_twice"], e["is_all"]) for e in events("bills.paid")] == [("guest", False, True)]
    assert "As a guest" in words(page("payments"))


def test_a_guest_does_not_see_what_was_paid_since_and_can_pay_twice(pay, pay_as_guest, page, stands, events):
    pay("knee")
    pay_as_guest("knee")

    assert stands("knee").state == "credit"
    assert events("bills.paid")[-1]["is_twice"] is True
    assert events("bills.paid")[-1]["left"] == 0
    assert "Ask for the money back" in words(page("bill", id="knee"))


def test_the_whole_paper_paid_after_a_part_of_it_is_paid_twice_too(pay, pay_as_guest, stands, events):
    pay("knee", how_much="part", amount="150")
    pay_as_guest("knee")

    assert stands("knee").state == "credit"
    assert [e["is_twice"] for e in events("bills.paid")] == [False, True]


def test_what_is_left_of_it_is_not_paid_twice(pay, pay_as_guest, stands, events):
    pay("knee", how_much="part", amount="150")
    pay_as_guest("knee", how_much="part", amount="10")

    assert stands("knee").state == "paid"
    assert [e["is_twice"] for e in events("bills.paid")] == [False, False]


def test_a_guest_sees_no_name_of_the_care_and_no_other_bill(find, page):
    find()
    shown = words(page("bill-guest-pay", id="knee"))
    body = shown[shown.index("<h2>Pay this statement") :]

    assert "Knee" not in body.partition("</main>")[0]
    assert "$160" in body


def test_a_card_that_is_no_practice_card_is_refused(find, page, card):
    find()
    real = {"how_much": "all", **card(number="4012 8888 8888 1881")}
    answer = page("bill-guest-pay", id="knee", data=real)

    assert answer.status_code == 422
    assert "Never type a real card number" in words(answer)
    assert not Payment.objects.exists()


def test_more_than_the_paper_asks_for_is_refused(find, page, card):
    find()
    answer = page("bill-guest-pay", id="knee", data={"how_much": "part", "amount": "500", **card()})

    assert answer.status_code == 422
    assert not Payment.objects.exists()


def test_a_declined_card_leaves_the_bill_as_it_was(pay_as_guest, page, stands):
    made = pay_as_guest(slug="store")

    assert made.status == "declined"
    assert stands("knee").left == 16000
    assert "Try another card" in words(page("bill-guest-receipt", pk=made.pk))
    assert page("bill-guest-pdf", pk=made.pk).status_code == 404


def test_a_draft_thrown_away_is_gone(find, page, card):
    find()
    page("bill-guest-pay", id="knee", data={"how_much": "all", **card()})
    page("bill-guest-review", pk=Payment.objects.get().pk, data={"discard": "yes"})

    assert not Payment.objects.exists()


def test_the_receipt_has_a_number_and_comes_as_pdf(pay_as_guest, page, events):
    made = pay_as_guest()

    assert f"P-{made.pk:05}" in words(page("bill-guest-receipt", pk=made.pk))
    assert page("bill-guest-pdf", pk=made.pk)["Content-Type"] == "application/pdf"
    assert events("bills.receipt_taken") == [{"payment": made.pk, "item": "knee"}]


def test_the_guests_pdf_names_the_statement_and_not_the_care(pay_as_guest, page, paper):
    made = pay_as_guest()
    guests = text_of(page("bill-guest-pdf", pk=made.pk).content)
    title = str(paper("knee").bill.title)

    assert paper("knee").number in guests and f"P-{made.pk:05}" in guests
    assert title not in guests
    assert title in text_of(page("payment-pdf", pk=made.pk).content)


def test_a_stranger_sees_and_pays_nothing(pay_as_guest, page, cleo):
    made = pay_as_guest()

    for name in ("bill-guest-receipt", "bill-guest-review", "bill-guest-pdf"):
        assert page(name, pk=made.pk, by=cleo).status_code == 404
    assert page("bill-guest-pay", id="knee", by=cleo).status_code == 404


def test_the_papers_and_the_bill_show_the_number(page, paper):
    number = paper("knee").number

    assert number in words(page("papers"))
    assert number in words(page("bill", id="knee"))


def test_from_the_front_door_one_gets_to_the_page(page, practice):
    page("door-begin", data={"choice": "own"})

    assert "Pay a paper bill as a guest" in words(page("door"))


def test_in_the_helpers_seat_there_are_no_papers(page, practice):
    actions.switch_seat(practice=practice, to="proxy")

    assert page("bill-guest").status_code == 404
