"""Paying, payment plans and autopay. The numbers come from the policy pack."""

import uuid
from calendar import monthrange
from datetime import timedelta

from django.db import transaction

from sandbox_portal import form_keys, practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.bills import standing
from sandbox_portal.sections.bills.cards import CARDS
from sandbox_portal.sections.bills.models import BillingChoice, Payment, PaymentPlan
from sandbox_portal.sections.bills.states import PLAN, RUNNING, Pay, Plan
from sandbox_portal.sections.refusing import NotPossible

INSTALMENT, AUTOPAY = "bills.instalment", "bills.autopay"
How = Payment.How


def _refuse(practice, bill, what, reason):
    """Logs that something was refused, and raises NotPossible with the reason."""
    practice.log("bills.refused", item=bill.id, what=what, reason=reason)
    raise NotPossible(reason)


def keep(model, practice, form_key, values):
    """Returns the draft of this form with new values, or a new one; what was sent stays as it is."""
    with transaction.atomic():
        Practice.objects.locked(practice.pk)
        found = form_keys.first(model.objects.for_practice(practice), form_key)
        if found and found.status != "draft":
            return found
        made = found or model(practice=practice, form_key=form_key, seat=practice.seat)
        for name, value in values.items():
            setattr(made, name, value)
        is_new = made._state.adding
        made.save()
        if is_new:
            transitions.begin(made, by=practice.seat)
    return made


def receipt_number(payment):
    """The number of a receipt: with it the billing office finds a payment."""
    return f"P-{payment.pk:05}"


def discard(*, draft):
    """Throws a draft away."""
    type(draft).objects.filter(pk=draft.pk, status="draft").delete()


# --- paying ---


def draft_payment(*, practice, form_key, bill, cents, card):
    """Keeps a payment that is not made yet. Raises NotPossible("nothing-left") or ("too-much")."""
    _check_amount(practice, bill, cents)
    values = {"bill": bill.id, "cents": cents, "card": card.slug, "made_at": practice.now}
    return keep(Payment, practice, form_key, values)


def _check_amount(practice, bill, cents):
    stands = standing.of(practice, bill)
    if not stands.left:
        _refuse(practice, bill, "payment", "nothing-left")
    if cents > stands.left:
        _refuse(practice, bill, "payment", "too-much")
    return stands


def pay(*, payment):
    """Pays a draft, once, and returns it: accepted, or declined by the bank. Raises NotPossible."""
    practice = payment.practice
    bill = practice.chart.bill(payment.bill)
    with transaction.atomic():
        Practice.objects.locked(practice.pk)
        stands = _stands_for(practice, bill, payment)
        if stands is not None:
            _settle(payment, stands)
            return payment
    return _refuse(practice, bill, "payment", "nothing-left")


def _stands_for(practice, bill, payment):
    """How the bill stands; None where too much would be paid, which only a guest can: they do not see it."""
    stands = standing.of(practice, bill)
    return stands if payment.how == How.GUEST or payment.cents <= stands.left else None


def _settle(payment, stands):
    """Lets the bank answer, and tells what was paid."""
    practice = payment.practice
    payment.made_at = practice.now
    payment.save(update_fields=["made_at"])
    facts = {"item": payment.bill, "cents": payment.cents, "card": payment.card, "how": payment.how}
    if CARDS[payment.card].is_declined or CARDS[payment.card].is_expired(practice):
        transitions.move(payment, Pay.DECLINED, by="bank", reason="bank-said-no")
        practice.log("bills.declined", **facts)
        return
    transitions.move(payment, Pay.ACCEPTED, by=payment.seat)
    left = max(stands.left - payment.cents, 0)
    practice.log(
        "bills.paid",
        payment=payment.pk,
        left=left,
        is_final=stands.is_final,
        is_on_hold=stands.ask is not None,
        is_all=left == 0,
        is_twice=stands.is_final and payment.cents > stands.left,
        **facts,
    )
    if left == 0 and stands.plan:
        stands.plan.practice = practice
        _finish(stands.plan)


# --- payment plans ---


def draft_plan(*, practice, form_key, bill, cents, day, card):
    """Keeps a plan that has not begun. Raises NotPossible: "not-final", "nothing-left", "plan-already",
    "too-small" or "too-long"."""
    stands = standing.of(practice, bill)
    rules = practice.policy.bills
    lowest = min(rules.plan_lowest * 100, stands.left)
    reasons = (
        ("not-final", not stands.is_final),
        ("nothing-left", not stands.left),
        ("plan-already", stands.plan is not None),
        ("too-small", cents < lowest),
        ("too-long", cents > 0 and months(stands.left, cents) > rules.plan_months),
    )
    for reason, is_so in reasons:
        if is_so:
            _refuse(practice, bill, "plan", reason)
    values = {"bill": bill.id, "cents": min(cents, stands.left), "day": day, "card": card.slug}
    return keep(PaymentPlan, practice, form_key, values)


def months(cents, monthly):
    """Returns how many payments it takes."""
    return -(-cents // monthly)


def next_on(today, day):
    """Returns the next such day of a month after today; the last one of a short month."""
    for ahead in (0, 1):
        year, month = today.year, today.month + ahead
        if month > 12:
            year, month = year + 1, 1
        found = today.replace(year=year, month=month, day=min(day, monthrange(year, month)[1]))
        if found > today:
            return found
    raise AssertionError("a later month has a later day")


def start_plan(*, plan):
    """Begins a plan, once. Raises NotPossible("nothing-left") or ("plan-already")."""
    practice = plan.practice
    bill = practice.chart.bill(plan.bill)
    with transaction.atomic():
        Practice.objects.locked(practice.pk)
        stands = standing.of(practice, bill)
        reason = "plan-already" if stands.plan else "" if stands.left else "nothing-left"
        if not reason:
            transitions.move(plan, Plan.ACTIVE, by=practice.seat)
            practice.log(
                "bills.plan_started",
                plan=plan.pk,
                item=bill.id,
                cents=plan.cents,
                months=months(stands.left, plan.cents),
                is_on_hold=stands.ask is not None,
            )
            alerts.notify(practice=practice, kind="bill", item=f"plan-{plan.pk}")
            _plan_next(plan)
            return plan
    return _refuse(practice, bill, "plan", reason)


def _plan_next(plan):
    plan.next_on = next_on(plan.practice.today, plan.day)
    plan.save(update_fields=["next_on"])
    due = practice_days.at_hour(plan.next_on, 9)
    replies.schedule(practice=plan.practice, kind=INSTALMENT, due=due, target=plan.pk)


def instalment(practice, plan):
    """Takes one month's payment; a declined card leaves the plan with a missed one."""
    if plan.status not in RUNNING:
        return
    plan.practice = practice
    bill = practice.chart.bill(plan.bill)
    stands = standing.of(practice, bill)
    if not stands.left:
        _finish(plan)
        return
    payment = _automatic(practice, stands, plan.card, How.PLAN, min(plan.cents, stands.left))
    if payment.status == Pay.DECLINED:
        if PLAN.can(plan.status, Plan.MISSED):
            transitions.move(plan, Plan.MISSED, by="bank", reason="bank-said-no")
            _log_plan(plan, "bank-said-no")
        return
    if payment.cents < stands.left:
        if plan.status == Plan.MISSED:
            transitions.move(plan, Plan.ACTIVE, by=plan.seat, reason="caught-up")
            _log_plan(plan, "caught-up")
        _plan_next(plan)


def _automatic(practice, stands, card, how, cents):
    payment = Payment.objects.create(
        practice=practice,
        form_key=uuid.uuid4(),
        seat=practice.seat,
        bill=stands.bill.id,
        cents=cents,
        card=card,
        how=how,
        made_at=practice.now,
    )
    transitions.begin(payment, by=practice.seat)
    _settle(payment, stands)
    alerts.notify(practice=practice, kind="bill", item=f"payment-{payment.pk}")
    return payment


def _finish(plan):
    plan.refresh_from_db(fields=["status"])
    if PLAN.can(plan.status, Plan.DONE):
        transitions.move(plan, Plan.DONE, by="clinic")
        replies.cancel(practice=plan.practice, kind=INSTALMENT, target=plan.pk)
        _log_plan(plan)


def _log_plan(plan, reason=None):
    """Writes down that a plan moved, and tells the person: no plan changes without a word."""
    alerts.notify(practice=plan.practice, kind="bill", item=f"plan-{plan.pk}")
    plan.practice.log("bills.plan_moved", plan=plan.pk, item=plan.bill, to=plan.status, reason=reason)


@transaction.atomic
def catch_up(*, plan, card):
    """Pays the missed month with another card and goes on with it. Does nothing where none was missed."""
    practice = plan.practice
    Practice.objects.locked(practice.pk)
    plan.refresh_from_db(fields=["status"])
    if plan.status != Plan.MISSED:
        return plan
    plan.card = card.slug
    plan.save(update_fields=["card"])
    instalment(practice, plan)
    return plan


def end_plan(*, plan):
    """Ends a plan; what is left is due at once. Ending it twice changes nothing."""
    try:
        with transaction.atomic():
            transitions.move(plan, Plan.ENDED, by=plan.practice.seat)
            replies.cancel(practice=plan.practice, kind=INSTALMENT, target=plan.pk)
            _log_plan(plan)
    except transitions.NotAllowed:
        return


# --- standing choices ---


def choice(practice, what):
    """Returns the choice that holds now, or None. One query."""
    return BillingChoice.objects.for_practice(practice).filter(what=what).first()


@transaction.atomic
def choose(*, practice, what, is_on, cents=0, card=None):
    """Turns autopay or paperless bills on or off. Choosing the same again changes nothing."""
    Practice.objects.locked(practice.pk)
    now = choice(practice, what)
    same = now is not None and (now.is_on, now.cents, now.card) == (is_on, cents, card.slug if card else "")
    if same or (now is None and not is_on):
        return now
    made = BillingChoice.objects.create(
        practice=practice,
        what=what,
        is_on=is_on,
        cents=cents,
        card=card.slug if card else "",
        chosen_at=practice.now,
    )
    practice.log("bills.set", what=str(what), is_on=is_on, cents=cents)
    if what == BillingChoice.What.AUTOPAY:
        replies.cancel(practice=practice, kind=AUTOPAY, target=None)
        for stands in standing.all_of(practice) if is_on else ():
            _plan_autopay(practice, stands)
    return made


def _plan_autopay(practice, stands):
    """A bill that is still to come is paid the day after it comes, one that is here on its last day."""
    if not stands.left or stands.bill.is_in_collections:
        return
    if stands.is_final:
        day = max(stands.bill.due_on or practice.today, practice.today + timedelta(days=1))
    else:
        day = stands.bill.issued_at.date() + timedelta(days=1)
    due = practice_days.at_hour(day, 8)
    replies.schedule(practice=practice, kind=AUTOPAY, due=due, facts={"bill": stands.bill.id})


def autopay(practice, bill):
    """Pays a bill by itself, unless autopay is off, the bill is on hold, or it is above the limit."""
    now = choice(practice, BillingChoice.What.AUTOPAY)
    if now is None or not now.is_on:
        return
    stands = standing.of(practice, bill)
    reasons = (
        ("on-hold", stands.ask),
        ("on-plan", stands.plan),
        ("above-limit", stands.left > now.cents),
    )
    reason = next((name for name, is_so in reasons if is_so), "")
    if reason:
        practice.log("bills.autopay_skipped", item=bill.id, reason=reason)
    elif stands.left:
        _automatic(practice, stands, now.card, How.AUTOPAY, stands.left)
