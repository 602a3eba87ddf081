"""The e-mails: written once a day and learner, each sent once (docs/adr/0151-reminders-once.md).

Writing is one transaction: the letter and its items, unique rows. Sending is a claim (compare and set), the
e-mail, and a mark. Whoever dies between claim and e-mail leaves a claim that ends by itself.
"""

import logging
from datetime import timedelta
from time import monotonic

from billiard.exceptions import SoftTimeLimitExceeded
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from courses.reminders.models import Letter, LetterItem, Refresher, ReminderChoice
from lms.letters import stopping
from lms.mailing.post import AUTOMATIC, Post
from lms.organisations import clock, sites
from self_check.models import FollowUp

logger = logging.getLogger(__name__)
CLAIM_ENDS = timedelta(minutes=15)
MOST_TRIES = 5
MOST_AT_ONCE = 200
SECONDS = 240


def write_due(now=None):
    """Writes the letters that are due, of organisations outside their quiet hours; returns how many."""
    written = 0
    for organisation, today in clock.awake(now or timezone.now()):
        for choice in _waiting(organisation, today)[:MOST_AT_ONCE]:
            try:
                written += _write(choice, today)
            except IntegrityError:  # another worker was quicker: its letter has what this one would have
                continue
    return written


def _waiting(organisation, today):
    refreshers = Refresher.objects.due(today).filter(learner=OuterRef("learner"), letter_item=None)
    questions = FollowUp.objects.filter(
        due_on__lte=today,
        answered_at__isnull=True,
        letter_item=None,
        step__learner=OuterRef("learner"),
    )
    todays = Letter.objects.filter(learner=OuterRef("learner"), day=today)
    choices = ReminderChoice.objects.confirmed().filter(learner__organisation=organisation)
    return choices.filter(~Exists(todays), Exists(refreshers) | Exists(questions)).order_by("pk")


@transaction.atomic
def _write(choice, today):
    choice = ReminderChoice.objects.confirmed().select_for_update(of=("self",)).filter(pk=choice.pk).first()
    if choice is None or Letter.objects.for_learner(choice.learner).filter(day=today).exists():
        return 0
    learner = choice.learner
    letter = Letter.objects.create(learner=learner, day=today)
    questions = FollowUp.objects.for_learner(learner).due(today).filter(letter_item=None)
    refreshers = Refresher.objects.for_learner(learner).due(today).filter(letter_item=None)
    LetterItem.objects.bulk_create(
        [LetterItem(letter=letter, follow_up=one) for one in questions]
        + [LetterItem(letter=letter, refresher=one) for one in refreshers]
    )
    return 1


def send_waiting(now=None, *, seconds=SECONDS):
    """Sends the letters that wait, of organisations outside their quiet hours; returns how many left.

    One that cannot be sent is logged by its number, tried again later, five times in all, and holds up none.
    Begins none after so many seconds: the rest waits for the next run.
    """
    now, began, sent = now or timezone.now(), monotonic(), 0
    open_now = [organisation.pk for organisation, _day in clock.awake(now)]
    waiting = Letter.objects.to_send(claimed_before=now - CLAIM_ENDS, tries=MOST_TRIES)
    waiting = waiting.filter(learner__organisation__in=open_now)
    with Post() as post:
        for letter in waiting.select_related("learner__organisation__site")[:MOST_AT_ONCE]:
            spent = monotonic() - began
            if spent >= seconds:
                break
            if not Letter.objects.claim(letter, now + timedelta(seconds=spent)):
                continue
            try:
                sent += deliver(letter, post)
            except SoftTimeLimitExceeded:
                raise
            except Exception:
                logger.exception("Letter %s could not be sent.", letter.pk)
    return sent


def deliver(letter, post):
    """Sends a claimed letter and marks it as sent; returns 1, or 0 where nothing is left to say.

    Who stopped the e-mails, or answered meanwhile, gets none. The id of the e-mail is the letter's, so that
    one which was accepted just before a crash is known again where it arrives.
    """
    choice = ReminderChoice.objects.for_learner(letter.learner).confirmed().first()
    count = open_count(letter)
    if choice is None or not count:
        Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now())
        return 0
    post.send(_message(letter, choice, count))
    Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now())
    return 1


def open_count(letter):
    """Returns how many questions of a letter are still open, a lesson counted once."""
    items = list(letter.items.select_related("follow_up", "refresher"))
    lessons = {
        one.refresher.lesson_key for one in items if one.refresher and one.refresher.finished_at is None
    }
    return len(lessons) + sum(bool(one.follow_up and one.follow_up.answered_at is None) for one in items)


def _message(letter, choice, count):
    organisation = letter.learner.organisation
    with translation.override(letter.learner.language):
        stop = sites.address(organisation, reverse("courses:reminders-stop", args=[choice.key]))
        words = {
            "from_whom": organisation.name,
            "count": count,
            "url": sites.address(organisation, reverse("courses:letter", args=[letter.key])),
            "stop_url": stop,
        }
        subject = ngettext(
            "%(count)d short question for you", "%(count)d short questions for you", count
        ) % {"count": count}
        return EmailMessage(
            subject,
            render_to_string("courses/reminders/mail.txt", words),
            None,
            [choice.email],
            headers=AUTOMATIC | stopping.headers(stop, key=letter.key),
        )
