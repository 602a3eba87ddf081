"""How somebody is reminded: asked for on a page, confirmed from the inbox, stopped in one step."""

from datetime import timedelta

from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from courses.reminders.models import Letter, LetterItem, ReminderChoice
from lms.letters import limits
from lms.organisations import sites

SALT = "courses.reminders.confirm"
CONFIRM_DAYS = 7
AGAIN_AFTER = timedelta(minutes=10)


class LinkEnded(Exception):
    """The link is too old, or another address was asked for since."""


@transaction.atomic
def ask(*, learner, email):
    """Notes that somebody wants e-mail at an address and sends the question there; returns the choice.

    Nothing else is sent before the yes. The same address again within ten minutes, or one that was written to
    three times today, whoever asked, gets no further e-mail.
    """
    now, email = timezone.now(), email.lower()
    choice, _is_new = ReminderChoice.objects.select_for_update().get_or_create(learner=learner)
    is_just_asked = choice.asked_at and choice.asked_at > now - AGAIN_AFTER
    if choice.email == email and (choice.confirmed_at or is_just_asked):
        choice.is_off = False
        choice.save(update_fields=["is_off"])
        return choice
    choice.email, choice.asked_at, choice.confirmed_at, choice.is_off = email, now, None, False
    choice.save()
    if limits.may_write_to(email):
        _send_question(choice)
    return choice


def _send_question(choice):
    learner = choice.learner
    with translation.override(learner.language):
        words = {
            "from_whom": learner.organisation.name,
            "url": sites.address(
                learner.organisation, reverse("courses:reminders-confirm", args=[_token(choice)])
            ),
            "days": CONFIRM_DAYS,
        }
        send_mail(
            _("Do you want reminders?"),
            render_to_string("courses/reminders/confirm_mail.txt", words),
            None,
            [choice.email],
        )


def _token(choice):
    return signing.dumps({"key": choice.key.hex, "email": choice.email}, salt=SALT)


def find(token):
    """Returns the choice that a link of the question confirms. Raises LinkEnded."""
    try:
        said = signing.loads(token, salt=SALT, max_age=timedelta(days=CONFIRM_DAYS))
    except signing.BadSignature as error:
        raise LinkEnded from error
    choice = ReminderChoice.objects.for_key(said["key"]).filter(email=said["email"]).first()
    if choice is None:
        raise LinkEnded
    return choice


def confirm(token):
    """Notes the yes from the inbox and returns the choice; twice changes nothing. Raises LinkEnded."""
    choice = find(token)
    ReminderChoice.objects.filter(pk=choice.pk, confirmed_at__isnull=True).update(confirmed_at=timezone.now())
    return choice


def stop_mail(*, key):
    """Ends the e-mails of a choice and forgets the address. Unknown keys and a second time change nothing."""
    ReminderChoice.objects.for_key(key).update(email="", asked_at=None, confirmed_at=None)


def set_off(*, learner, is_off):
    """Ends every reminder, on pages too, or allows them on pages again. The address is forgotten."""
    choice, _is_new = ReminderChoice.objects.get_or_create(learner=learner)
    choice.is_off, choice.email, choice.asked_at, choice.confirmed_at = is_off, "", None, None
    choice.save()
    return choice


def wants_none(learner):
    """Says whether somebody wants no reminders at all. One query."""
    return ReminderChoice.objects.for_learner(learner).filter(is_off=True).exists()


def merge(*, source, target):
    """Gives a guest's choice and letters to an account; what the account has said before stands."""
    mine = ReminderChoice.objects.for_learner(source)
    if not ReminderChoice.objects.for_learner(target).exists():
        mine.update(learner=target)
    theirs = {letter.day: letter for letter in Letter.objects.for_learner(target)}
    for letter in Letter.objects.for_learner(source):
        if letter.day in theirs:
            LetterItem.objects.filter(letter=letter).update(letter=theirs[letter.day])
        else:
            letter.learner = target
            letter.save(update_fields=["learner"])
