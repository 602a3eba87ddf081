"""Every page of bills: both languages, its own learner alone, few queries, in no index."""

import uuid

import pytest

from sandbox_portal.sections.bills import asking, rules
from sandbox_portal.sections.bills.cards import CARDS
from tests.sandbox_portal.every_page import EveryPage

pytestmark = pytest.mark.django_db


class TestPages(EveryPage):
    PAGES = [
        ("bills", {}),
        *(("bill", {"id": id}) for id in ("skin", "pressure", "knee", "eye", "hearing", "yearly")),
        ("bill-letter", {"id": "pressure"}),
        ("bill-letter", {"id": "knee"}),
        ("bill-letter", {"id": "skin"}),
        ("bill-pay", {"id": "knee"}),
        ("bill-plan", {"id": "knee"}),
        ("bill-ask", {"id": "knee"}),
        ("payments", {}),
        ("bill-estimate", {}),
        ("bill-help", {}),
        ("bill-autopay", {}),
        ("bill-fees", {}),
        ("bill-game", {}),
        ("bill-game-round", {"number": 3}),
    ]


@pytest.fixture
def made(practice):
    """A payment, a plan, a question, each sent, and a draft of each."""

    def draft_payment(cents=1000):
        return rules.draft_payment(
            practice=practice,
            form_key=uuid.uuid4(),
            bill=practice.chart.bill("knee"),
            cents=cents,
            card=CARDS["blue"],
        )

    def draft_plan(bill):
        return rules.draft_plan(
            practice=practice,
            form_key=uuid.uuid4(),
            bill=practice.chart.bill(bill),
            cents=4000,
            day=15,
            card=CARDS["blue"],
        )

    def draft_ask(bill):
        return asking.draft(practice=practice, form_key=uuid.uuid4(), kind="question", about="why", bill=bill)

    rows = {"payment": draft_payment(), "plan": draft_plan("knee"), "ask": draft_ask("knee")}
    for row in rows.values():
        row.practice = practice
    rules.pay(payment=rows["payment"])
    rules.start_plan(plan=rows["plan"])
    asking.submit(ask=rows["ask"])
    drafts = {
        "draft_payment": draft_payment(),
        "draft_plan": draft_plan("pressure"),
        "draft_ask": draft_ask("skin"),
    }
    return rows | drafts


OWN = pytest.mark.parametrize(
    ("name", "which"),
    [
        ("payment", "payment"),
        ("payment-pdf", "payment"),
        ("payment-review", "draft_payment"),
        ("payment-plan", "plan"),
        ("payment-plan-review", "draft_plan"),
        ("bill-asked", "ask"),
        ("bill-ask-review", "draft_ask"),
    ],
)


@OWN
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_was_done_has_its_page(page, made, name, which, language, django_assert_max_num_queries):
    page(name, pk=made[which].pk, language=language)
    with django_assert_max_num_queries(12):
        assert page(name, pk=made[which].pk, language=language).status_code == 200


@OWN
def test_nobody_else_sees_what_was_done(page, cleo, made, name, which):
    assert page(name, pk=made[which].pk, by=cleo).status_code == 404
    assert page(name, pk=made[which].pk, by=None).status_code == 404


@pytest.mark.parametrize(
    ("name", "which"),
    [
        ("payment-review", "draft_payment"),
        ("payment-plan-review", "draft_plan"),
        ("payment-plan-end", "plan"),
        ("bill-ask-review", "draft_ask"),
        ("bill-ask-back", "ask"),
    ],
)
def test_nobody_else_can_do_anything(page, cleo, made, name, which):
    before = made[which].status
    assert page(name, pk=made[which].pk, by=cleo, data={}).status_code == 404
    made[which].refresh_from_db()
    assert made[which].status == before


def test_a_second_look_at_the_list_with_everything_done_costs_no_more(
    page, made, django_assert_max_num_queries
):
    page("bills")
    with django_assert_max_num_queries(12):
        page("bills")


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [
        ("bill", {"id": "nothing"}),
        ("bill-letter", {"id": "nothing"}),
        ("bill-pay", {"id": "nothing"}),
        ("bill-plan", {"id": "nothing"}),
        ("bill-ask", {"id": "nothing"}),
        ("bill-itemized", {"id": "nothing"}),
        ("bill-guest-receipt", {"pk": 99}),
        ("payment", {"pk": 99}),
        ("payment-plan", {"pk": 99}),
        ("bill-asked", {"pk": 99}),
    ],
)
def test_what_is_not_there_is_a_404(page, name, kwargs):
    assert page(name, **kwargs).status_code == 404


def test_a_helper_does_not_see_the_bills(page, practice):
    from sandbox_portal import actions

    actions.switch_seat(practice=practice, to="proxy")
    assert page("bills").status_code == 403
    assert page("bill", id="knee").status_code == 403


def test_the_home_page_names_what_is_to_pay(page):
    assert "Knee pain visit" in page("portal").content.decode()
