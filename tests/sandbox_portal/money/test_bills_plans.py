"""Paying month by month, and autopay: what goes, what is refused, how it ends."""

import pytest

from sandbox_portal.sections.alerts.models import Alert
from sandbox_portal.sections.bills.models import BillingChoice, Payment, PaymentPlan
from tests.sandbox_portal.money.conftest import words

pytestmark = pytest.mark.django_db


def begin(page, card, slug="blue", **form):
    page("bill-plan", id="knee", data={"amount": "40", "day": "15", **card(slug), **form})
    made = PaymentPlan.objects.latest("pk")
    page("payment-plan-review", pk=made.pk, data={})
    made.refresh_from_db()
    return made


def test_a_plan_pays_month_by_month_until_nothing_is_left(page, card, stands, skip, events):
    plan = begin(page, card)
    assert stands("knee").state == "plan"
    for _ in range(5):
        skip(days=30)
    plan.refresh_from_db()
    assert plan.status == "done"
    assert [payment.cents for payment in Payment.objects.all()] == [4000] * 4
    assert stands("knee").state == "paid"
    assert events("bills.plan_started")[0]["months"] == 4


@pytest.mark.parametrize(("amount", "says"), [("20", "smallest"), ("", "Write how much"), ("x", "amount")])
def test_a_plan_that_cannot_be_is_refused(page, card, amount, says):
    response = page("bill-plan", id="knee", data={"amount": amount, "day": "15", **card()})

    assert response.status_code == 422
    assert says in words(response)
    assert not PaymentPlan.objects.exists()


def test_a_bill_that_is_not_final_takes_no_plan(page, card):
    response = page("bill-plan", id="skin", data={"amount": "40", "day": "15", **card()})

    assert "not final" in words(response)


def test_a_second_plan_for_a_bill_is_refused(page, card):
    begin(page, card)
    response = page("bill-plan", id="knee", data={"amount": "40", "day": "15", **card()})

    assert "already" in words(response)


def test_a_missed_month_can_be_caught_up_with_another_card(page, card, skip, stands):
    plan = begin(page, card, "store")
    skip(days=30)
    plan.refresh_from_db()
    assert (plan.status, stands("knee").state) == ("missed", "plan-missed")
    again = page("payment-plan-catch-up", pk=plan.pk, data=card("store"), follow=True)
    assert "said no to this card too" in words(again)
    page("payment-plan-catch-up", pk=plan.pk, data=card())
    plan.refresh_from_db()
    assert (plan.status, stands("knee").left) == ("active", 12000)


def test_a_plan_that_was_ended_takes_nothing_more(page, card, skip, stands):
    plan = begin(page, card)
    page("payment-plan-end", pk=plan.pk, data={})
    page("payment-plan-end", pk=plan.pk, data={})
    skip(days=30)
    assert stands("knee").left == 16000
    assert plan.statuses.count() == 3


def test_paying_the_rest_ends_the_plan(page, card, pay):
    plan = begin(page, card)
    pay()
    plan.refresh_from_db()
    assert plan.status == "done"


def test_autopay_pays_what_becomes_final_below_its_limit(page, card, skip, stands, events):
    page("bill-autopay", data={"amount": "50", **card()})
    skip(10)
    assert stands("skin").state == "paid"
    assert stands("knee").left == 16000
    assert {"item": "knee", "reason": "above-limit"} in events("bills.autopay_skipped")
    assert Payment.objects.get().how == "autopay"


def test_autopay_turned_off_pays_nothing(page, card, skip):
    page("bill-autopay", data={"amount": "50", **card()})
    page("bill-autopay-off", data={})
    skip(10)
    assert not Payment.objects.exists()
    assert [(row.is_on) for row in BillingChoice.objects.order_by("pk")] == [True, False]


def test_a_plan_that_begins_or_ends_tells_the_person(page, card):
    plan = begin(page, card)
    told = Alert.objects.filter(item=f"plan-{plan.pk}")
    assert [alert.kind for alert in told] == ["bill"]

    page("payment-plan-end", pk=plan.pk, data={})
    page("payment-plan-end", pk=plan.pk, data={})  # the same click again

    assert told.all().count() == 2
