"""Asking for something at the bedside, and answering the questions before one goes home."""

from django.db import transaction

from sandbox_portal import form_keys
from sandbox_portal.practice import Practice
from sandbox_portal.sections.hospital import shelf
from sandbox_portal.sections.hospital.models import StayRequest
from sandbox_portal.sections.refusing import NotPossible


@transaction.atomic
def ask(*, practice, form_key, what):
    """Asks for something. The same form sent twice asks once. What wants a person at the bed is not sent:
    returns None, and the page says to press the call button."""
    Practice.objects.locked(practice.pk)
    if what in shelf.URGENT:
        practice.log("stay.requested", what=what, is_urgent=True)
        return None
    mine = StayRequest.objects.for_practice(practice)
    made, is_new = form_keys.once(
        mine,
        form_key,
        lambda: StayRequest.objects.create(
            practice=practice, form_key=form_key, what=what, asked_at=practice.now
        ),
    )
    if is_new:
        practice.log("stay.requested", what=what, is_urgent=False)
    return made


@transaction.atomic
def press_call_button(*, practice, why):
    """Presses the pretend nurse call button."""
    return practice.log("stay.nurse_called", why=why)


@transaction.atomic
def tell_back(*, practice, question, answer):
    """Answers one of the questions; returns whether that is right. Raises NotPossible("no-such-answer")."""
    if answer not in dict(question["choices"]):
        raise NotPossible("no-such-answer")
    is_right = answer in question["rights"]
    practice.log(
        "stay.told_back", item=question["slug"], question=question["slug"], answer=answer, is_right=is_right
    )
    return is_right
