"""What a person does about bills, through the pages: paying, plans, asking, and every refusal."""

import logging

import pytest

from sandbox_portal.sections.alerts.models import Alert
from sandbox_portal.sections.bills.game import ROUNDS
from sandbox_portal.sections.bills.models import BillingAsk, BillingChoice, Payment, PaymentPlan
from tests.sandbox_portal.money.conftest import words

pytestmark = pytest.mark.django_db
REAL = "4012 8888 8888 1881"  # right by the sum that real cards carry, and no practice card


# --- paying ---


def test_a_bill_is_paid_once_after_the_review_page(page, card, stands, events):
    page("bill-pay", id="knee", data={"how_much": "all", **card()})
    made = Payment.objects.get()
    assert (made.status, stands("knee").left) == ("draft", 16000)
    page("payment-review", pk=made.pk, data={})
    again = page("payment-review", pk=made.pk, data={}, follow=True)

    assert "only once" in words(again)
    assert stands("knee").state == "paid"
    assert [(e["cents"], e["is_all"], e["is_final"]) for e in events("bills.paid")] == [(16000, True, True)]


def test_the_same_form_twice_makes_one_payment(page, card):
    form = {"how_much": "all", **card()}
    page("bill-pay", id="knee", data=form)
    page("bill-pay", id="knee", data=form)

    assert Payment.objects.count() == 1


def test_a_part_is_paid_and_the_rest_is_left(pay, stands):
    pay(how_much="part", amount="$60.50")

    assert (stands("knee").left, stands("knee").state) == (9950, "past-due")


def test_a_payment_thrown_away_is_gone(page, card):
    page("bill-pay", id="knee", data={"how_much": "all", **card()})
    page("payment-review", pk=Payment.objects.get().pk, data={"discard": "yes"})

    assert not Payment.objects.exists()


@pytest.mark.parametrize("amount", ["", "0", "161", "-5", "abc", "1.234", REAL])
def test_an_amount_that_cannot_be_is_refused(page, card, amount):
    response = page("bill-pay", id="knee", data={"how_much": "part", "amount": amount, **card()})

    assert response.status_code == 422
    assert REAL not in words(response)
    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [("bill-pay", {"id": "knee"}), ("bill-plan", {"id": "knee"}), ("bill-autopay", {})],
)
def test_a_real_looking_card_number_is_refused_and_kept_nowhere(
    page, card, events, caplog, name, kwargs, practice
):
    caplog.set_level(logging.DEBUG)
    form = card(number=REAL, until="11/29", code="987654")
    response = page(name, **kwargs, data={"how_much": "all", "amount": "40", "day": "15", **form})

    assert response.status_code == 422
    assert "Never type a real card" in words(response)
    for secret in (REAL, REAL.replace(" ", ""), "11/29", "987654"):
        assert secret not in words(response)
    assert REAL[-4:] not in caplog.text
    assert events("bills.card_refused") == [{"reason": "not-practice"}]
    assert not Payment.objects.exists() and not PaymentPlan.objects.exists()
    assert not BillingChoice.objects.exists()
    stored = [str(each.facts) for each in practice.events.all()]
    assert not [each for each in stored if "1881" in each]


def test_a_card_that_has_ended_is_refused_kindly(page, card, events):
    response = page("bill-pay", id="knee", data={"how_much": "all", **card("old")})

    assert "This card has ended" in words(response)
    assert events("bills.card_refused") == [{"reason": "expired"}]


@pytest.mark.parametrize(("field", "value"), [("until", "01/20"), ("code", "000")])
def test_wrong_details_of_a_practice_card_are_refused(page, card, field, value):
    assert page("bill-pay", id="knee", data={"how_much": "all", **card(**{field: value})}).status_code == 422
    assert not Payment.objects.exists()


def test_a_declined_card_takes_nothing_and_another_one_can_be_tried(page, pay, stands, events):
    made = pay(slug="store")
    assert made.status == "declined"
    assert stands("knee").left == 16000
    assert "Try another card" in words(page("payment", pk=made.pk))
    assert page("payment-pdf", pk=made.pk).status_code == 404
    assert pay().status == "accepted"
    assert len(events("bills.declined")) == len(events("bills.paid")) == 1


def test_a_paid_bill_takes_no_second_payment(page, pay):
    pay()

    assert "Nothing is left to pay" in words(page("bill-pay", id="knee", follow=True))


def test_two_drafts_of_the_same_bill_are_paid_once(page, card, stands):
    for _ in range(2):
        page("bill-pay", id="knee", data={"how_much": "all", **card()})
    for made in Payment.objects.order_by("pk"):
        last = page("payment-review", pk=made.pk, data={}, follow=True)

    assert "Nothing is left to pay" in words(last)
    assert stands("knee").credit == 0


def test_a_receipt_is_a_page_and_a_pdf(page, pay, events):
    made = pay()
    pdf = page("payment-pdf", pk=made.pk)

    assert "$160" in words(page("payment", pk=made.pk))
    assert pdf.content.startswith(b"%PDF-")
    assert "practice" in pdf["Content-Disposition"]
    assert events("bills.receipt_taken") == [{"payment": made.pk, "item": "knee"}]


def test_a_bill_waits_for_the_plan_and_becomes_final(page, stands, skip):
    before = stands("skin")
    assert (before.state, before.left) == ("waiting", 44000)
    assert "not final" in words(page("bill", id="skin"))
    skip(5)
    after = stands("skin")
    assert (after.state, after.left) == ("due", 3000)


def test_who_pays_the_charges_too_early_has_money_to_ask_back(pay, page, stands, skip, key):
    made = pay("skin")
    assert made.cents == 44000
    skip(5)
    assert (stands("skin").state, stands("skin").credit) == ("credit", 41000)
    page("bill-refund", id="skin", data={"form_key": key()})
    page("bill-ask-review", pk=BillingAsk.objects.get().pk, data={})
    skip(8)
    assert (stands("skin").state, stands("skin").credit) == ("paid", 0)


def test_a_bill_that_was_paid_twice_gives_the_money_back(page, stands, skip, key):
    assert (stands("eye").state, stands("eye").credit) == ("credit", 2000)
    page("bill-refund", id="eye", data={"form_key": key()})
    page("bill-refund", id="eye", data={"form_key": key()})
    for made in BillingAsk.objects.all():
        last = page("bill-ask-review", pk=made.pk, data={}, follow=True)
    assert "already" in words(last)
    skip(8)
    assert stands("eye").state == "paid"


def test_without_a_credit_there_is_no_refund(page, key):
    assert "Nothing was paid too much" in words(
        page("bill-refund", id="knee", data={"form_key": key()}, follow=True)
    )
    assert not BillingAsk.objects.exists()


# --- asking ---


def test_the_line_that_is_on_the_bill_twice_comes_off(ask, skip, stands, page):
    made = ask()
    assert stands("pressure").state == "on-hold"
    skip(3)
    made.refresh_from_db()
    assert made.status == "corrected"
    assert stands("pressure").owed == 7000
    assert Alert.objects.filter(kind="bill").count() == 1
    assert "Corrected" in words(page("bill", id="pressure"))


def test_a_line_that_is_right_stays(ask, skip, stands):
    made = ask(line=1)
    skip(3)
    made.refresh_from_db()
    assert (made.status, stands("pressure").owed) == ("upheld", 11000)


@pytest.mark.parametrize(
    ("bill", "line", "about", "status", "reason"),
    [
        ("pressure", 0, "differs", "corrected", "put-in-twice"),
        ("knee", 0, "why", "answered", "explained"),
        ("skin", 0, "differs", "answered", "wait-for-the-plan"),
        ("hearing", 0, "not-mine", "answered", "collections-paused"),
    ],
)
def test_each_question_has_its_answer(ask, skip, bill, line, about, status, reason):
    made = ask(bill, line=line, about=about)
    skip(3)
    made.refresh_from_db()
    assert (made.status, made.statuses.last().reason) == (status, reason)


def test_asking_again_about_the_same_line_is_refused_kindly(ask, page, key):
    ask()
    form = {"form_key": key(), "line": 3, "about": "twice", "note": ""}
    response = page("bill-ask", id="pressure", data=form)

    assert response.status_code == 422
    assert "already" in words(response)


def test_a_question_can_be_taken_back_until_someone_looks(ask, page, skip):
    made = ask()
    page("bill-ask-back", pk=made.pk, data={})
    made.refresh_from_db()
    assert made.status == "withdrawn"
    made = ask()
    skip(1)
    assert "too late" in words(page("bill-ask-back", pk=made.pk, data={}, follow=True))


def test_whether_bill_and_letter_were_compared_first_is_told(ask, page, events):
    ask("knee", line=0, about="why")
    page("bill-letter", id="pressure")
    ask()
    assert [e["is_compared"] for e in events("bills.asked")] == [False, True]


def test_words_of_an_emergency_stop_the_question(page, key, events):
    note = "I have chest pain and cannot breathe"
    response = page("bill-ask", id="knee", data={"form_key": key(), "line": 0, "about": "why", "note": note})

    assert "911" in words(response)
    assert events("bills.stopped") == [{}]
    assert not BillingAsk.objects.exists()


def test_a_card_number_in_a_note_is_refused(page, key):
    note = f"My card is {REAL}"
    response = page("bill-ask", id="knee", data={"form_key": key(), "line": 0, "about": "why", "note": note})

    assert response.status_code == 422
    assert not BillingAsk.objects.exists()


def test_an_estimate_comes_in_writing(page, key, skip):
    page("bill-estimate", data={"form_key": key(), "about": "knee-mri"})
    made = BillingAsk.objects.get()
    page("bill-ask-review", pk=made.pk, data={})
    skip(3)
    assert "$1,080" in words(page("bill-asked", pk=made.pk))
    assert "$400" in words(page("bill-asked", pk=made.pk))


@pytest.mark.parametrize(("language", "income"), [("en", "about $1,600"), ("es", "unos $1,600")])
def test_the_page_of_help_says_what_the_invented_person_has(page, language, income):
    assert income in words(page("bill-help", language=language))


def test_help_with_costs_needs_a_paper_and_halves_what_is_owed(page, key, skip, stands):
    page("bill-help", data={"form_key": key(), "people": 1, "about": "low"})
    made = BillingAsk.objects.get()
    page("bill-ask-review", pk=made.pk, data={})
    skip(5)
    made.refresh_from_db()
    assert made.status == "needs-papers"
    page("bill-ask-paper", pk=made.pk, data={})
    page("bill-ask-paper", pk=made.pk, data={})
    skip(5)
    made.refresh_from_db()
    assert made.status == "approved"
    assert stands("knee").owed == 8000


def test_a_high_income_gets_a_no(page, key, skip):
    page("bill-help", data={"form_key": key(), "people": 1, "about": "high"})
    made = BillingAsk.objects.get()
    page("bill-ask-review", pk=made.pk, data={})
    skip(5)
    made.refresh_from_db()
    assert made.status == "denied"


# --- choices ---


def test_paper_bills_can_be_turned_off_and_on(page):
    assert "portal only" in words(page("bill-paperless", data={"on": "yes"}, follow=True))
    assert "by mail too" in words(page("bill-paperless", data={"on": "no"}, follow=True))


# --- fees and the game ---


def test_the_fee_comes_from_the_policy_pack(page, clinic):
    assert "free here" in words(page("bill-fees", data={"about": "refill"}))
    clinic.policy_data = {
        **clinic.policy_data,
        "message_fee": {
            "may_apply": True,
            "low": 10,
            "high": 50,
            "free_after_visit_days": 0,
            "note": {"en": "Some cost.", "es": "x"},
        },
    }
    clinic.save()
    assert "may cost $10 to $50" in words(page("bill-fees", data={"about": "new-problem"}))
    assert "free here" in words(page("bill-fees", data={"about": "refill"}))
    assert page("bill-fees", data={}).status_code == 422


def test_every_choice_of_the_game_is_answered(page, events):
    for number, each in enumerate(ROUNDS, 1):
        assert each.right in each.choices
        for answer, (_words, said) in each.choices.items():
            response = page("bill-game-round", number=number, data={"answer": answer})
            assert str(said).split(".")[0].replace("’", "’") in words(response).replace("&#x27;", "'")
            assert ("Right" in words(response)) is (answer == each.right)
    assert page("bill-game-round", number=1, data={}).status_code == 422
    assert page("bill-game-round", number=7).status_code == 404
    assert "looked at all 6" in words(page("bill-game"))
    assert len(events("bills.matched")) == sum(len(each.choices) for each in ROUNDS)
