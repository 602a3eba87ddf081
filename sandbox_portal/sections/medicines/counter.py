"""What one does at the counter: take a part home, ask why it costs more, have the clinic look for one that
costs less, and say how one goes on until then."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from sandbox_portal import practice_days, transitions
from sandbox_portal.practice import Practice
from sandbox_portal.sections.medicines import pharmacy
from sandbox_portal.sections.medicines.models import RefillRequest
from sandbox_portal.sections.medicines.states import Kind, State
from sandbox_portal.sections.refusing import NotPossible

WAITS = (State.PART_READY, State.REST_OWED, State.PRICE_UP, State.CHEAPER_ASKED)
"""States in which one has to get by with what is at home."""


class Meantime(models.TextChoices):
    """How somebody goes on until the medicine is there."""

    GO_ON = "go-on", _("Take it as the label says, and call if it gets short")
    SPLIT = "split", _("Take half of it, so that it lasts longer")
    STOP = "stop", _("Stop taking it until then")


def reference(request):
    """Returns the name of a request in events: what was said about one holds for that one only."""
    return f"r{request.pk}"


@transaction.atomic
def take_part(*, request):
    """Takes home what the pharmacy has of it. Twice changes nothing. Raises NotPossible("no-part")."""
    if request.status == State.REST_OWED:
        return request
    if request.status != State.PART_READY:
        raise NotPossible("no-part")
    transitions.move(request, State.REST_OWED, by=request.practice.seat)
    request.practice.log(
        "refills.part_taken", request=request.pk, medicine=request.medicine, part=request.part
    )
    return request


def part_lasts(request):
    """Returns how many days the part lasts, taken as told; None where the record does not say."""
    medication = request.practice.chart.medication(request.medicine)
    if not (request.part and medication.quantity and medication.days_supply):
        return None
    return int(request.part * medication.days_supply / medication.quantity)


@transaction.atomic
def ask_pharmacist(*, request):
    """Asks at the counter why it costs more. Raises NotPossible("no-price")."""
    if request.status not in (State.PRICE_UP, State.CHEAPER_ASKED):
        raise NotPossible("no-price")
    facts = {"item": reference(request), "medicine": request.medicine}
    return request.practice.log("refills.pharmacist_asked", **facts)


def too_dear(practice, medicine):
    """Returns the request for this medicine of which the price went up, or None. One query."""
    mine = RefillRequest.objects.for_practice(practice).of(medicine)
    found = mine.filter(status__in=(State.PRICE_UP, State.CHEAPER_ASKED)).first()
    if found:
        found.practice = practice
    return found


@transaction.atomic
def ask_cheaper(*, request, way):
    """Notes that the clinic was asked for a medicine that costs less, by "message" or "phone". Twice is
    harmless. Raises NotPossible("no-price")."""
    practice = request.practice
    Practice.objects.locked(practice.pk)
    request.refresh_from_db(fields=["status"])
    if request.status == State.CHEAPER_ASKED:
        return request
    if request.status != State.PRICE_UP:
        raise NotPossible("no-price")
    transitions.move(request, State.CHEAPER_ASKED, by=practice.seat)
    practice.log("refills.cheaper_asked", request=request.pk, medicine=request.medicine, way=way)
    return request


@transaction.atomic
def find_cheaper(*, request):
    """The clinic prescribes one that costs less. Changes nothing where nobody waits for it."""
    practice = request.practice
    if request.status != State.CHEAPER_ASKED:
        return request
    transitions.move(request, State.SENT_TO_PHARMACY, by="clinic", reason=pharmacy.CHEAPER)
    days = pharmacy.takes(request)
    request.expected_on, request.price = pharmacy.ready_on(request, days=days), request.price_before
    request.save(update_fields=["expected_on", "price"])
    facts = {"request": request.pk, "medicine": request.medicine}
    practice.log("refills.moved", **facts, to=State.SENT_TO_PHARMACY, reason=pharmacy.CHEAPER)
    pharmacy.work(request, after=0)
    return request


@transaction.atomic
def call_about_price(*, request):
    """Asks by phone; the clinic sends the other prescription on the next work day."""
    ask_cheaper(request=request, way="phone")
    day = pharmacy.ready_on(request, days=1)
    due = practice_days.at_hour(day, 10)
    pharmacy.at(request, State.SENT_TO_PHARMACY, due, reason=pharmacy.CHEAPER)
    return request


@transaction.atomic
def answer_meantime(*, request, answer):
    """Says how one goes on until then; returns whether that is safe. Raises NotPossible("not-waiting")."""
    if request.status not in WAITS:
        raise NotPossible("not-waiting")
    is_safe = answer == Meantime.GO_ON
    request.practice.log(
        "refills.meantime_answered",
        item=reference(request),
        medicine=request.medicine,
        answer=str(answer),
        is_safe=is_safe,
    )
    return is_safe


def road(request):
    """Returns the states before the one at the counter, as an opening walks them."""
    states = [(State.SENT_TO_PHARMACY, ""), (State.PREPARING, "")]
    if request.kind == Kind.REFILL and request.practice.chart.medication(request.medicine).needs_approval:
        states += [(State.NEEDS_APPROVAL, ""), (State.WITH_INSURER, "papers-sent")]
        states += [(State.PREPARING, pharmacy.SAID_YES)]
    return states
