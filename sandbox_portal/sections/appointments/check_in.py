"""The check-in before a visit: its parts, answered in any order, kept until it is finished."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sandbox_portal import form_keys, transitions
from sandbox_portal.practice import Practice
from sandbox_portal.sections.appointments.models import CheckInAnswer, CheckInForm
from sandbox_portal.sections.appointments.states import STANDING, CheckIn, State
from sandbox_portal.sections.profile import rules as profile
from sandbox_portal.sections.refusing import NotPossible


@dataclass(frozen=True)
class Part:
    """One page of the check-in. `answers` are {slug: words}."""

    name: str
    label: str
    question: str
    answers: dict[str, str]


NEW_CARD, AGREED = "new-card", "agreed"
PARTS = {
    part.name: part
    for part in (
        Part(
            "details",
            _("Your address and phone"),
            _("Is this still right?"),
            {"right": _("Yes, all of it"), "changed": _("No. I will change it in my profile")},
        ),
        Part(
            "insurance",
            _("Your insurance card"),
            _("Which card do you have now?"),
            {
                "same-card": _("The card shown here"),
                NEW_CARD: _("A new card: Harbor Health Plan, member HHP-20417"),
                "no-card": _("I have none now"),
            },
        ),
        Part(
            "medicines",
            _("Your medicines"),
            _("Do you take these, and nothing else?"),
            {"as-listed": _("Yes, just these"), "differs": _("No. I will tell you what is different")},
        ),
        Part(
            "allergies",
            _("Your allergies"),
            _("Is this list right?"),
            {"right": _("Yes"), "missing": _("No. Something is missing or wrong")},
        ),
        Part(
            "needs",
            _("Help at the visit"),
            _("What would help you?"),
            {
                "none": _("Nothing, thank you"),
                "interpreter": _("An interpreter"),
                "wheelchair": _("Room for a wheelchair"),
                "large-print": _("Papers in large print"),
            },
        ),
        Part(
            "consent",
            _("Your consent"),
            _("Do you agree to be treated at this visit, and that the clinic bills your insurance?"),
            {AGREED: _("Yes, I agree"), "not-yet": _("I want to ask about it first")},
        ),
    )
}


def opens_at(practice, starts_at):
    """Returns the moment from which a visit's check-in can be filled in."""
    return starts_at - timedelta(days=practice.policy.visits.check_in_opens_days)


def is_open(practice, entry) -> bool:
    """True while the check-in of a visit can be filled in."""
    if entry.starts_at is None or entry.status not in STANDING or not entry.is_upcoming(practice.now):
        return False
    return opens_at(practice, entry.starts_at) <= practice.now


def form_of(booking):
    """Returns a visit's check-in, or None where none was begun. No query where it was fetched before."""
    return getattr(booking, "check_in", None) if booking is not None else None


@transaction.atomic
def answer(*, booking, part, said):
    """Keeps the answer to one part. A new card goes to the clinic, as from the profile.

    Raises NotPossible("done") once the check-in is finished.
    """
    practice = booking.practice
    Practice.objects.locked(practice.pk)
    form, is_new = CheckInForm.objects.get_or_create(booking=booking)
    form.booking = booking
    if is_new:
        transitions.begin(form, by=practice.seat)
    if form.status == CheckIn.DONE:
        raise NotPossible("done")
    if form.said.get(part) == said:
        return form
    CheckInAnswer.objects.create(form=form, part=part, answer=said, at_sim=practice.now)
    practice.log("visits.check_in_answered", visit=booking.reference, part=part, answer=said)
    if part == "insurance" and said == NEW_CARD and booking.record == "patient":
        change = profile.choose(
            practice=practice, form_key=form_keys.new(), field="insurance", value=NEW_CARD
        )
        change.practice = practice
        profile.confirm(change=change)
    return form


def gaps(form) -> list[str]:
    """Returns the parts that are not answered; consent counts only where it was given."""
    said = form.said if form else {}
    return [name for name in PARTS if name not in said or (name == "consent" and said[name] != AGREED)]


@transaction.atomic
def finish(*, booking):
    """Checks in; twice changes nothing. Raises NotPossible("unfinished")."""
    practice = booking.practice
    Practice.objects.locked(practice.pk)
    form = CheckInForm.objects.for_practice(practice).filter(booking=booking).first()
    if form is not None and form.status == CheckIn.DONE:
        return form
    if form is None or gaps(form):
        raise NotPossible("unfinished")
    form.booking = booking
    transitions.move(form, CheckIn.DONE, by=practice.seat)
    if booking.status != State.CHECKED_IN:
        transitions.move(booking, State.CHECKED_IN, by=practice.seat)
    is_changed = form.said["insurance"] == NEW_CARD
    practice.log("visits.checked_in", visit=booking.reference, is_changed=is_changed)
    return form
