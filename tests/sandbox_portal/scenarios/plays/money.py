"""How the missions about bills and the health plan are played."""

import uuid

from sandbox_portal.sections import viewing as viewings
from sandbox_portal.sections.bills import asking, guest
from sandbox_portal.sections.bills import rules as bills
from sandbox_portal.sections.bills.cards import CARDS
from sandbox_portal.sections.bills.models import BillingAsk
from sandbox_portal.sections.insurance import rules as plan
from sandbox_portal.sections.insurance.models import PlanRequest
from tests.sandbox_portal.scenarios.plays import makes, passes


def compare(player, bill):
    practice = player.practice
    letter = practice.chart.letter_of(practice.chart.bill(bill).claim_id, practice.now)
    practice.log("bills.compared", item=bill, has_letter=letter is not None)


def pay(player, bill, cents, card="blue"):
    practice = player.practice
    made = bills.draft_payment(
        practice=practice,
        form_key=uuid.uuid4(),
        bill=practice.chart.bill(bill),
        cents=cents,
        card=CARDS[card],
    )
    made.practice = practice
    return bills.pay(payment=made)


def ask(player, bill, *, line=0, about="why", is_compared=True):
    practice = player.practice
    made = asking.draft(
        practice=practice, form_key=uuid.uuid4(), kind="question", about=about, bill=bill, line=line
    )
    made.practice = practice
    return asking.submit(ask=made, is_compared=is_compared)


def begin_plan(player, cents, bill="knee"):
    practice = player.practice
    made = bills.draft_plan(
        practice=practice,
        form_key=uuid.uuid4(),
        bill=practice.chart.bill(bill),
        cents=cents,
        day=15,
        card=CARDS["blue"],
    )
    made.practice = practice
    return bills.start_plan(plan=made)


def refused(act, *args, **kwargs):
    try:
        act(*args, **kwargs)
    except (bills.NotPossible, plan.NotPossible):
        return True
    return False


# --- a letter or a bill ---


@passes("bill-or-letter")
def wait_and_pay(player):
    compare(player, "skin")
    player.skip(5)
    made = pay(player, "skin", 3000)
    player.practice.log("bills.receipt_taken", payment=made.pk, item="skin")


@passes("bill-or-letter")
def compare_when_it_is_final(player):
    player.skip(5)
    made = pay(player, "skin", 3000)
    compare(player, "skin")
    player.practice.log("bills.receipt_taken", payment=made.pk, item="skin")


@makes("bill-or-letter", "too-early")
def all_the_charges(player):
    pay(player, "skin", 44000)


@makes("bill-or-letter", "too-early")
def thirty_dollars_too_early(player):
    pay(player, "skin", 3000)


@makes("bill-or-letter", "part-only")
def ten_dollars(player):
    player.skip(5)
    pay(player, "skin", 1000)


@makes("bill-or-letter", "other-bill")
def the_knee(player):
    pay(player, "knee", 16000)


@makes("bill-or-letter", "real-card")
@makes("bill-line-wrong", "real-card")
@makes("bill-as-guest", "real-card")
def another_card(player):
    player.practice.log("bills.card_refused", reason="not-practice")


@makes("bill-or-letter", "declined")
def with_the_store_card(player):
    player.skip(5)
    pay(player, "skin", 3000, "store")


@makes("bill-line-wrong", "declined")
def the_store_card_for_the_right_amount(player):
    ask(player, "pressure", line=3, about="twice")
    player.skip(3)
    pay(player, "pressure", 7000, "store")


@makes("bill-or-letter", "asked-instead")
def a_question_too_early(player):
    ask(player, "skin")


@makes("bill-or-letter", "autopay-on")
def by_itself(player):
    practice = player.practice
    bills.choose(practice=practice, what="autopay", is_on=True, cents=5000, card=CARDS["blue"])


@makes("bill-or-letter", "past-due")
def left_unpaid(player):
    player.skip(15)
    player.skip(15)


# --- a line is wrong ---


@passes("bill-line-wrong")
def ask_then_pay(player, line=3):
    compare(player, "pressure")
    made = ask(player, "pressure", line=line, about="twice")
    begin_plan(player, 4000)
    player.skip(3)
    look_at(player, made)
    pay(player, "pressure", 7000)


@passes("bill-line-wrong")
def ask_about_the_first_of_the_two(player):
    ask_then_pay(player, line=2)


def look_at(player, ask):
    status = BillingAsk.objects.get(pk=ask.pk).status
    player.practice.log("bills.answer_opened", ask=ask.pk, kind="question", item=ask.bill, status=status)


@makes("bill-line-wrong", "paid-first")
def without_asking(player):
    pay(player, "pressure", 11000)


@makes("bill-line-wrong", "paid-on-hold")
def before_the_answer(player):
    ask(player, "pressure", line=3, about="twice")
    pay(player, "pressure", 7000)


@makes("bill-line-wrong", "wrong-line")
def about_the_visit(player):
    ask(player, "pressure", line=1, about="differs")


@makes("bill-line-wrong", "not-compared")
def without_the_letter(player):
    ask(player, "pressure", line=3, about="twice", is_compared=False)


@makes("bill-line-wrong", "knee-at-once")
def all_of_the_knee(player):
    pay(player, "knee", 16000)


@makes("bill-line-wrong", "plan-too-high")
def eighty_a_month(player):
    begin_plan(player, 8000)


@makes("bill-line-wrong", "plan-too-small")
def ten_a_month(player):
    assert refused(begin_plan, player, 1000)


@makes("bill-line-wrong", "by-message")
def to_the_nurses(player):
    player.write("Why is the blood test on my bill two times?", to="nurse-team", category="medical")


# --- as a guest ---


def as_guest(player, bill, *, card="blue", cents=None):
    """Types the three facts of a paper and pays what is printed on it, unless told otherwise."""
    practice = player.practice
    statement = find_paper(player, bill)
    made = guest.draft(
        practice=practice,
        form_key=uuid.uuid4(),
        statement=statement,
        cents=cents or statement.cents,
        card=CARDS[card],
    )
    made.practice = practice
    return bills.pay(payment=made)


def find_paper(player, bill, **other):
    practice = player.practice
    paper = next(each for each in guest.statements(practice) if each.bill.id == bill)
    born = practice.chart.patient.birth_date
    facts = {"number": paper.number.lower(), "born": born, "postal_code": paper.postal_code} | other
    return guest.find(practice, viewings.of(practice), **facts)


@passes("bill-as-guest")
def luis_pays_one(player):
    player.practice.log("bills.opened", item="first-visit", state="paid")
    player.practice.log("bills.guest_way", way="paper")
    made = as_guest(player, "ultrasound-bill")
    player.practice.log("bills.receipt_taken", payment=made.pk, item="ultrasound-bill")


@makes("bill-as-guest", "paid-twice")
def luis_pays_both(player):
    as_guest(player, "first-visit")


@makes("bill-as-guest", "other-paper")
def luis_pays_the_third(player):
    as_guest(player, "thyroid-visit")


@makes("bill-as-guest", "copied-page")
def by_an_ad(player):
    player.practice.log("bills.guest_way", way="ad")


@makes("bill-as-guest", "copied-page")
def by_a_text(player):
    player.practice.log("bills.guest_way", way="text")


@makes("bill-as-guest", "wrong-facts")
def with_another_number(player):
    assert refused(find_paper, player, "ultrasound-bill", number="S-1")


@makes("bill-as-guest", "inside-instead")
def inside_the_portal(player):
    pay(player, "ultrasound-bill", 6000)


@makes("bill-as-guest", "part-only")
def luis_pays_ten(player):
    as_guest(player, "ultrasound-bill", cents=1000)


@makes("bill-as-guest", "declined")
def luis_uses_the_store_card(player):
    as_guest(player, "ultrasound-bill", card="store")


# --- the itemized bill ---


@passes("bill-line-wrong")
def by_the_itemized_bill(player):
    practice = player.practice
    made = asking.draft(
        practice=practice, form_key=uuid.uuid4(), kind="itemized", about="lines", bill="pressure"
    )
    made.practice = practice
    asking.submit(ask=made)
    player.skip(3)
    player.practice.log("bills.itemized_opened", item="pressure")
    asked = ask(player, "pressure", line=3, about="twice")
    begin_plan(player, 4000)
    player.skip(3)
    look_at(player, asked)
    pay(player, "pressure", 7000)


# --- the plan said no ---


def appeal(player, item="claim-foot", *, reason="needed", papers=("doctors-letter",)):
    practice = player.practice
    made = plan.draft(
        practice=practice,
        form_key=uuid.uuid4(),
        kind="appeal",
        item=item,
        reason=reason,
        papers=papers,
        note="My doctor says that I needed it.",
    )
    made.practice = practice
    return plan.submit(request=made)


@passes("insurance-appeal")
def in_time_with_the_letter(player):
    player.practice.log("coverage.opened")
    player.practice.log("claims.opened", item="claim-foot", state="denied")
    made = appeal(player)
    player.skip(1)
    status = PlanRequest.objects.get(pk=made.pk).status
    facts = {"request": made.pk, "kind": "appeal", "item": "claim-foot", "status": status}
    player.practice.log("claims.answer_opened", **facts)


@makes("insurance-appeal", "no-letter")
def without_the_doctors_letter(player):
    appeal(player, papers=("plan-letter",))


@makes("insurance-appeal", "too-late")
def too_late(player):
    player.skip(10)


@makes("insurance-appeal", "too-much-money")
def too_much_money(player):
    appeal(player, reason="too-much")


@makes("insurance-appeal", "other-claim")
def the_insoles(player):
    appeal(player, "auth-insoles")


@makes("insurance-appeal", "not-denied")
def a_paid_claim(player):
    assert refused(appeal, player, "claim-knee")


@makes("insurance-appeal", "old-card")
def the_old_card(player):
    player.practice.log("coverage.card_opened", item="meadow-basic", is_in_force=False)


@makes("insurance-appeal", "taken-back")
def taken_back(player):
    made = appeal(player)
    made.practice = player.practice
    plan.withdraw(request=made)


@makes("insurance-appeal", "emergency")
def stopped(player):
    player.practice.log("claims.stopped")
