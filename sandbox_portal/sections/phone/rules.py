"""Calling the clinic: what comes of it depends on what the call is about."""

from django.db import transaction

from sandbox_portal import form_keys
from sandbox_portal.practice import Practice
from sandbox_portal.sections import viewing as viewings
from sandbox_portal.sections.door import rules as door
from sandbox_portal.sections.door import signing_in, signing_up
from sandbox_portal.sections.door.states import State as Door
from sandbox_portal.sections.medicines import counter, pharmacy
from sandbox_portal.sections.medicines import rules as medicines
from sandbox_portal.sections.medicines.models import Left, RefillRequest
from sandbox_portal.sections.medicines.states import State
from sandbox_portal.sections.messages import recalling
from sandbox_portal.sections.messages import rules as messages
from sandbox_portal.sections.messages.models import Thread
from sandbox_portal.sections.phone.models import PhoneCall
from sandbox_portal.sections.results import urgent

About, Outcome = PhoneCall.About, PhoneCall.Outcome


@transaction.atomic
def call(*, practice, form_key, about, item=""):
    """Calls the clinic and returns the call with its outcome. The same form sent twice calls once.

    `item` is a conversation's or a medicine's id, or empty; one that is not of this practice counts as
    empty. A late message is answered within the hour; a stalled renewal goes on today, and
    a locked account opens.
    """
    Practice.objects.locked(practice.pk)  # of two clicks at once, the second waits and finds the call
    calls = PhoneCall.objects.for_practice(practice)
    found = form_keys.first(calls, form_key)
    if found:
        return found
    outcome, item = _outcome(practice, about, item)
    made, is_new = form_keys.once(
        calls,
        form_key,
        lambda: PhoneCall.objects.create(
            practice=practice,
            form_key=form_key,
            about=about,
            item=item,
            outcome=outcome,
            called_at=practice.now,
        ),
    )
    if is_new:
        practice.log("clinic.called", about=str(about), item=item or None, outcome=str(outcome))
    return made


def _outcome(practice, about, item):
    if about == About.MESSAGE:
        return _about_message(practice, item)
    if about == About.MEDICINE:
        return _about_medicine(practice, item)
    if about == About.SIGN_IN:
        return _about_the_door(practice), ""
    if about == About.RESULT:
        return _about_result(practice, item)
    if about == About.RECORD:
        return Outcome.FLAGGED, item if practice.chart.visit(item) else ""
    if about == About.FAKE:
        return Outcome.NOT_OURS, ""
    return Outcome.NOTED, ""


def _about_result(practice, item):
    """A nurse looks at a number that is far out at once; about any other, the doctor is asked to write.

    Only what the caller may see counts: the answer tells nobody of a result that is closed to them.
    """
    viewing = viewings.of(practice)
    result = viewing.result(item) if viewing.may_see("results") else None
    if result is not None and result.is_ready_at(practice.now):
        return (Outcome.NURSE if urgent.is_critical(result) else Outcome.COMMENT_COMES), item
    pressing = viewing.may_see("results") and urgent.waiting(viewing)
    return (Outcome.NURSE if pressing else Outcome.COMMENT_COMES), ""


def _about_the_door(practice):
    """The front desk makes sure who calls, then opens a locked account or sends a new sign-up code."""
    if door.account_of(practice) is None:
        return Outcome.NOTED
    account = door.locked_account(practice)
    if account.status == Door.LOCKED:
        signing_in.unlock(account, by="phone")
        return Outcome.OPENED
    if account.status in signing_up.BEFORE:
        signing_up.forget_misses(account=account)
        signing_up.ask_new_code(practice=practice, channel="text")
        return Outcome.NEW_CODE
    return Outcome.NOTED


def _about_message(practice, item):
    """The front desk looks for the message; one that is overdue gets its answer today.

    An answer that was meant for somebody else is taken back at once.
    """
    wrong = recalling.on_a_call(practice, item)
    if wrong:
        return Outcome.TAKEN_BACK, wrong.reference
    number = item.removeprefix("t")
    threads = Thread.objects.for_practice(practice).waiting()
    thread = threads.filter(pk=number).first() if number.isdigit() else None
    if thread is None:
        return Outcome.NOTED, ""
    thread.practice = practice
    if not messages.is_late(thread):
        return Outcome.NOT_YET, thread.reference
    messages.answer_today(thread=thread)
    return Outcome.ANSWER_COMES, thread.reference


def _about_medicine(practice, item):
    """What only a person can do: a controlled medicine, none left today, a request that is stuck.

    Papers that the insurance waits for go out today; for one that costs too much, another is prescribed.
    """
    medication = practice.chart.medication(item)
    if medication is None:
        return Outcome.NOTED, ""
    requests = RefillRequest.objects.for_practice(practice).of(item)
    stalled = requests.filter(status=State.STALLED).first()
    if stalled:
        stalled.practice = practice
        medicines.go_on_after_call(request=stalled)
        return Outcome.MOVED_ON, item
    waiting = requests.filter(status=State.NEEDS_APPROVAL).first()
    if waiting:
        waiting.practice = practice
        pharmacy.ask_approval(request=waiting)
        return Outcome.PAPERS, item
    dear = counter.too_dear(practice, item)
    if dear:
        counter.call_about_price(request=dear)
        return Outcome.CHEAPER, item
    if requests.filter(left=Left.NONE).exists():
        return Outcome.TODAY, item
    if medicines.item(practice, item).eligibility.must_call:
        return Outcome.VISIT, item
    return Outcome.NOTED, item
