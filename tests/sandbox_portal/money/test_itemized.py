"""The itemized bill: asked for, on its way, here; a line that is wrong is asked about from it."""

import pytest

from sandbox_portal.sections.bills.models import BillingAsk
from tests.sandbox_portal.money.conftest import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def itemize(page, key):
    """Asks for the itemized bill and sends it."""

    def send(bill="pressure", form_key=None):
        answer = page("bill-itemize", id=bill, data={"form_key": form_key or key()})
        made = BillingAsk.objects.filter(kind="itemized").last()
        if made and made.status == "draft":
            page("bill-ask-review", pk=made.pk, data={})
            made.refresh_from_db()
        return made or answer

    return send


def test_it_comes_after_the_days_of_the_policy_pack_and_can_be_taken_back_before(itemize, page, skip):
    made = itemize()
    assert made.status == "sent"
    assert page("bill-itemized", id="pressure").status_code == 302

    skip(3)
    made.refresh_from_db()
    assert made.status == "arrived"
    assert "Open the itemized bill" in words(page("bill-asked", pk=made.pk))
    assert "Open the itemized bill" in words(page("bill", id="pressure"))


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_line_has_its_day_code_and_four_amounts(
    itemize, page, skip, events, language, django_assert_max_num_queries
):
    itemize()
    skip(3)
    page("bill-itemized", id="pressure", language=language)
    with django_assert_max_num_queries(12):
        answer = page("bill-itemized", id="pressure", language=language)

    shown = words(answer)
    assert shown.count("BLOOD-TEST") == 2
    assert "$180" in shown
    assert "-$110" in shown
    assert "-$40" in shown
    assert {e["item"] for e in events("bills.itemized_opened")} == {"pressure"}


def test_a_line_leads_to_the_question_about_it(itemize, page, skip):
    itemize()
    skip(3)
    assert "?line=3" in words(page("bill-itemized", id="pressure"))

    form = words(page("bill-ask", id="pressure", query="?line=3"))
    chosen = [part for part in form.split("<input")[1:] if "checked" in part.partition(">")[0]]
    assert ['value="3"' in part for part in chosen] == [True]


@pytest.mark.parametrize("line", ["x", "99", ""])
def test_an_address_with_an_unknown_line_chooses_none(page, line):
    assert page("bill-ask", id="pressure", query=f"?line={line}").status_code == 200


def test_who_read_the_itemized_bill_asks_with_something_in_hand(itemize, ask, page, skip, events):
    itemize()
    skip(3)
    page("bill-itemized", id="pressure")
    ask("pressure", line=3)

    assert events("bills.asked")[-1]["is_compared"] is True


def test_a_corrected_line_shows_the_new_amount(itemize, ask, page, skip):
    itemize()
    skip(3)
    ask("pressure", line=3)
    skip(3)

    assert "Corrected" in words(page("bill-itemized", id="pressure"))


def test_asking_twice_is_refused_kindly(itemize, page, key, skip):
    itemize()
    again = page("bill-itemize", id="pressure", data={"form_key": key()}, follow=True)
    assert "You asked about this already" in words(again)

    skip(3)
    later = page("bill-itemize", id="pressure", data={"form_key": key()}, follow=True)
    assert "here already" in words(later)
    assert BillingAsk.objects.filter(kind="itemized").count() == 1


def test_a_bill_that_waits_for_the_plan_has_none_yet(page, key):
    assert "Ask for an itemized bill" not in words(page("bill", id="skin"))
    answer = page("bill-itemize", id="skin", data={"form_key": key()}, follow=True)

    assert "has not paid its part" in words(answer)
    assert not BillingAsk.objects.exists()


def test_the_bill_is_not_on_hold_for_it(itemize, stands):
    itemize()

    assert stands("pressure").state == "due"


def test_a_stranger_gets_nothing(itemize, page, cleo, key, skip):
    itemize()
    skip(3)

    assert page("bill-itemized", id="pressure", by=cleo).status_code == 404
    assert page("bill-itemize", id="knee", by=cleo, data={"form_key": key()}).status_code == 404
