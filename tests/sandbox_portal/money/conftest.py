"""The same ways to open pages and skip ahead as in the record's tests."""

import pytest

from sandbox_portal.sections.bills import cards, standing
from sandbox_portal.sections.bills.models import BillingAsk, Payment
from tests.sandbox_portal.record.conftest import day, events, key, now, page, practice, skip

__all__ = ["day", "events", "key", "now", "page", "practice", "skip"]


@pytest.fixture
def card(practice, key):
    """The fields of a practice card as a form takes them: card("blue"), card("store", code="000")."""

    def fields(slug="blue", **other):
        found = cards.CARDS[slug]
        month, year = found.good_through(practice)
        data = {"form_key": key(), "number": found.spaced, "until": f"{month:02}/{year % 100:02}"}
        return {**data, "code": found.code, **other}

    return fields


def words(response):
    return response.content.decode()


@pytest.fixture
def stands(now):
    return lambda bill: standing.of(now(), now().chart.bill(bill))


@pytest.fixture
def pay(page, card):
    def send(bill="knee", slug="blue", **form):
        page("bill-pay", id=bill, data={"how_much": "all", **card(slug), **form})
        made = Payment.objects.latest("pk")
        page("payment-review", pk=made.pk, data={})
        made.refresh_from_db()
        return made

    return send


@pytest.fixture
def ask(page, key):
    def send(bill="pressure", line=3, about="twice", note=""):
        form = {"form_key": key(), "line": line, "about": about, "note": note}
        page("bill-ask", id=bill, data=form)
        made = BillingAsk.objects.latest("pk")
        page("bill-ask-review", pk=made.pk, data={})
        made.refresh_from_db()
        return made

    return send
