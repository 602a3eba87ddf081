"""What the pharmacy does with a request, each step with its time, and what holds it up there.

What holds a request up stands in the chart: a fill that is on hold as the pharmacy has none or only a part,
a prior approval that nobody has sent to the insurance, and a price that went up.
"""

from datetime import timedelta

from django.db import transaction

from sandbox_portal import practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.medicines.models import RefillStatus
from sandbox_portal.sections.medicines.states import State
from sandbox_portal.sections.refusing import NotPossible

STEP, SAID_YES = "refills.step", "insurer-said-yes"
REST, CHEAPER = "rest-is-here", "cheaper-medicine"


def takes(request) -> int:
    """Returns the business days from the pharmacy's inbox to the person."""
    pharmacy = request.practice.chart.pharmacy(request.pharmacy)
    days = request.practice.policy.refills
    return days.mail_days if pharmacy and pharmacy.kind == "mail" else days.pharmacy_days


def _restock(request):
    """The business days until this pretend pharmacy has a medicine again."""
    return request.practice.policy.refills.restock_days


def work(request, *, after):
    """Writes down the pharmacy's steps, from `after` business days on. One query where approval is needed."""
    step(request, State.PREPARING, days=after + 1, hour=9)
    held_up = what_holds_up(request)
    if held_up == State.PRICE_UP:  # one hears of it at the counter
        step(request, held_up, days=after + takes(request), hour=14)
    elif held_up:
        step(request, held_up, days=after + 1, hour=10)
    else:
        step(request, State.READY, days=after + takes(request), hour=14)
    if held_up == State.OUT_OF_STOCK:
        restock(request, after=after + 1)
    if held_up == State.PART_READY:
        bring_the_rest(request, after=after + 1)


def what_holds_up(request):
    """Returns the state in which a request will wait at its pharmacy, or None."""
    chart = request.practice.chart
    if chart.is_out_of_stock(request.medicine, request.pharmacy):
        return State.OUT_OF_STOCK
    if chart.medication(request.medicine).needs_approval and not _is_approved(request):
        return State.NEEDS_APPROVAL
    if chart.part_in_stock(request.medicine, request.pharmacy):
        return State.PART_READY
    return State.PRICE_UP if _is_too_dear(request) else None


def _is_too_dear(request):
    """True where the price went up and no cheaper one was found yet."""
    if request.practice.chart.price_up(request.medicine, request.pharmacy) is None:
        return False
    asked = RefillStatus.objects.filter(item__practice=request.practice, item__medicine=request.medicine)
    return not asked.filter(reason=CHEAPER).exists()


def note_down(request, state):
    """Keeps on the request what the pharmacy says as it enters a state: the day, the part, the price."""
    chart, wanted = request.practice.chart, (request.medicine, request.pharmacy)
    request.expected_on = day_told(request, state)
    if state == State.PART_READY:
        request.part = int(chart.part_in_stock(*wanted))
    if state == State.PRICE_UP:
        request.price_before, request.price = chart.price_up(*wanted)
    request.save(update_fields=["expected_on", "part", "price_before", "price"])


def _is_approved(request):
    asked = RefillStatus.objects.filter(item__practice=request.practice, item__medicine=request.medicine)
    return asked.filter(reason=SAID_YES).exists()


def restock(request, *, after):
    """Writes down that the pharmacy has it again some days later."""
    step(request, State.PREPARING, days=after + _restock(request), hour=9, reason="back-in-stock")
    step(request, State.READY, days=after + _restock(request) + takes(request) - 1, hour=14)


def bring_the_rest(request, *, after):
    """Writes down that the rest of a part comes some days later."""
    step(request, State.READY, days=after + _restock(request), hour=14, reason=REST)


def ready_on(request, *, days):
    """Returns the day so many business days from now."""
    practice = request.practice
    return practice_days.add_business_days(practice.now, days, practice.policy.holidays)


def day_told(request, state):
    """Returns the day on which what got stuck should be ready; None while nobody can say."""
    if state == State.PART_READY:
        return ready_on(request, days=_restock(request))
    is_empty = state == State.OUT_OF_STOCK
    return ready_on(request, days=_restock(request) + takes(request) - 1) if is_empty else None


def step(request, state, *, days, hour, reason=""):
    """Schedules one step. What falls before now (a Saturday's 0 business days) happens at the day's hour."""
    due = practice_days.at_hour(ready_on(request, days=days), hour)
    if due <= request.practice.now:
        due = practice_days.at_hour(ready_on(request, days=days + 1), 8)
    at(request, state, due, reason=reason)


def at(request, state, due, *, reason=""):
    """Schedules one step at a moment."""
    facts = {"to": str(state), "reason": reason}
    replies.schedule(practice=request.practice, kind=STEP, due=due, target=request.pk, facts=facts)


def elsewhere(request):
    """Returns the pharmacies that could fill it instead."""
    return tuple(each for each in request.practice.chart.pharmacies if each.id != request.pharmacy)


@transaction.atomic
def send_elsewhere(*, request, pharmacy):
    """Lets another pharmacy fill what this one has not in stock. Twice changes nothing.

    Raises NotPossible("not-out-of-stock") or ("unknown-pharmacy").
    """
    practice = request.practice
    Practice.objects.locked(practice.pk)
    request.refresh_from_db(fields=["status", "pharmacy"])
    if request.status == State.SENT_TO_PHARMACY and request.pharmacy == pharmacy:
        return request
    if request.status != State.OUT_OF_STOCK:
        raise NotPossible("not-out-of-stock")
    if pharmacy not in {each.id for each in elsewhere(request)}:
        raise NotPossible("unknown-pharmacy")
    replies.cancel(practice=practice, kind=STEP, target=request.pk)
    request.pharmacy = pharmacy
    request.expected_on = ready_on(request, days=takes(request))
    request.save(update_fields=["pharmacy", "expected_on"])
    transitions.move(request, State.SENT_TO_PHARMACY, by=practice.seat, reason="other-pharmacy")
    work(request, after=0)
    practice.log("refills.sent_elsewhere", request=request.pk, medicine=request.medicine, pharmacy=pharmacy)
    return request


@transaction.atomic
def ask_approval(*, request):
    """Has the clinic send the insurance its papers; the yes comes after the plan's days. Twice is harmless.

    Raises NotPossible("no-approval-needed").
    """
    practice = request.practice
    Practice.objects.locked(practice.pk)
    request.refresh_from_db(fields=["status"])
    if request.status == State.WITH_INSURER:
        return request
    if request.status != State.NEEDS_APPROVAL:
        raise NotPossible("no-approval-needed")
    transitions.move(request, State.WITH_INSURER, by=practice.seat, reason="papers-sent")
    answer_on = practice.today + timedelta(days=practice.policy.insurer.approval_days)
    at(request, State.PREPARING, practice_days.at_hour(answer_on, 9), reason=SAID_YES)
    holidays = practice.policy.holidays
    answered = practice_days.at_hour(answer_on, 9)
    request.expected_on = practice_days.add_business_days(answered, takes(request), holidays)
    request.save(update_fields=["expected_on"])
    last = State.PRICE_UP if _is_too_dear(request) else State.READY  # a yes is no promise to pay all of it
    at(request, last, practice_days.at_hour(request.expected_on, 14))
    practice.log("refills.approval_asked", request=request.pk, medicine=request.medicine)
    return request
