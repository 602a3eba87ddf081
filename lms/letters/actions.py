"""Asking for the newsletter, saying yes, stopping, and sending one."""

import logging
from time import monotonic

from billiard.exceptions import SoftTimeLimitExceeded
from django.core import signing
from django.core.mail import EmailMessage, send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from lms.letters import limits, stopping
from lms.letters.models import CONFIRM_DAYS, MOST_TRIES, Delivery, Letter, Subscriber
from lms.mailing.post import Post, ServerAway, is_refused
from lms.organisations import sites

KIND = "newsletter"
SALT = "lms.letters.confirm"
log = logging.getLogger(__name__)


@transaction.atomic
def subscribe(*, organisation, email, language):
    """Asks the address whether it wants the newsletter. One that said yes before is told so.

    An address that was written to three times today gets no further e-mail. Returns nothing: a page must not
    tell who reads it.
    """
    row, _is_new = Subscriber.objects.get_or_create(
        organisation=organisation, email=email.strip().lower(), defaults={"language": language}
    )
    if row.confirmed_at is None:
        Subscriber.objects.filter(pk=row.pk).update(asked_at=timezone.now(), language=language)
        row.language = language
    if limits.may_write_to(row.email):
        _ask(row)


def _ask(row):
    """Sends the letter that asks for the yes, or says that it was given before."""
    token = signing.TimestampSigner(salt=SALT).sign(row.key.hex)
    with translation.override(row.language):
        organisation, name = row.organisation, row.organisation.name
        words = {
            "name": name,
            "is_confirmed": row.confirmed_at is not None,
            "days": CONFIRM_DAYS,
            "url": sites.address(organisation, reverse("letters:confirm", args=[token])),
            "stop_url": stop_url(row),
        }
        subject = _("Do you want the newsletter of %(name)s?") % {"name": name}
        send_mail(subject, render_to_string("letters/confirm.txt", words), None, [row.email])


def stop_url(row):
    """Returns the whole address that ends a reader's subscription."""
    token = stopping.token(KIND, row.key.hex)
    with translation.override(row.language):
        return sites.address(row.organisation, reverse("letters:stop", args=[token]))


def asked_by(token, organisation):
    """Returns the reader of a confirming link, or None where it has run out or is another organisation's."""
    try:
        key = signing.TimestampSigner(salt=SALT).unsign(token, max_age=CONFIRM_DAYS * 24 * 60 * 60)
    except signing.BadSignature:
        return None
    return Subscriber.objects.for_organisation(organisation).filter(key=key).first()


def confirm(*, subscriber):
    """Keeps the yes. Said twice, the first counts."""
    Subscriber.objects.filter(pk=subscriber.pk, confirmed_at=None).update(confirmed_at=timezone.now())


def stop(*, token):
    """Deletes the reader of a stopping link; returns whether the link is ours. Twice is as good as once."""
    key = stopping.key(KIND, token)
    if key is None:
        return False
    Subscriber.objects.filter(key=key).delete()
    return True


def forget_unconfirmed(*, most=500):
    """Deletes addresses that did not say yes within 7 days, at most `most`; returns how many."""
    old = list(Subscriber.objects.never_confirmed().values_list("pk", flat=True)[:most])
    return Subscriber.objects.filter(pk__in=old).delete()[0]


def start(*, letter):
    """Sends a letter off; returns False where that was done before."""
    count = Subscriber.objects.for_organisation(letter.organisation_id).confirmed().count()
    drafts = Letter.objects.filter(pk=letter.pk, started_at=None)
    return drafts.update(started_at=timezone.now(), wanted=count) == 1


def send_some(letter, *, most=100, until=float("inf")):
    """Sends a letter to at most `most` readers who have not had it; returns how many were at hand.

    Begins none after `until` on the monotonic clock. Who said yes after it was sent off gets the next one.
    With nobody left, and nothing that a crash left open, the letter is finished. Raises ServerAway, and
    whoever had no letter yet waits for it as before.
    """
    readers = Subscriber.objects.for_organisation(letter.organisation_id).confirmed()
    waiting = readers.filter(confirmed_at__lte=letter.started_at).exclude(deliveries__letter=letter)
    found = list(waiting.select_related("organisation__site").order_by("pk")[:most])
    with Post() as post:
        for reader in found:
            if monotonic() >= until:
                return 0
            try:
                with transaction.atomic():
                    row = Delivery.objects.create(letter=letter, subscriber=reader)
            except IntegrityError:  # another worker was here, or they have stopped
                continue
            _send(row, letter, reader, post)
        if len(found) < most:
            _try_again(letter, post, most=most, until=until)
    if len(found) < most and not letter.deliveries.open().exists():
        Letter.objects.filter(pk=letter.pk, finished_at=None).update(finished_at=timezone.now())
    return len(found)


def _try_again(letter, post, *, most, until):
    """Sends what a crash cut short; gives up on what was tried MOST_TRIES times."""
    cut_short = letter.deliveries.cut_short().select_related("subscriber__organisation__site").order_by("pk")
    for row in cut_short[:most]:
        if monotonic() >= until:
            return
        if row.tries >= MOST_TRIES:
            Delivery.objects.filter(pk=row.pk, sent_at=None).update(has_failed=True)
        elif Delivery.objects.claim(row):
            _send(row, letter, row.subscriber, post)


def _send(row, letter, reader, post):
    """Sends one letter that this worker has claimed, and notes how it went. One that fails holds up none.

    Where the server is away, the claim is given back and ServerAway raised. What broke off is tried again.
    """
    try:
        post.send(message(letter, reader))
    except SoftTimeLimitExceeded:
        raise
    except ServerAway:
        Delivery.objects.give_back(row)
        raise
    except OSError as error:
        log.warning("A newsletter could not be sent: %s", type(error).__name__)
        Delivery.objects.filter(pk=row.pk).update(has_failed=is_refused(error))
    except Exception:
        log.exception("Newsletter %s could not be written for a reader.", letter.pk)
        Delivery.objects.filter(pk=row.pk).update(has_failed=True)
    else:
        Delivery.objects.filter(pk=row.pk).update(sent_at=timezone.now())


def message(letter, reader):
    """Returns the e-mail for one reader, with the way out in its text and in its headers."""
    url = stop_url(reader)
    subject, body = letter.words(reader.language)
    with translation.override(reader.language):
        words = {"body": body, "name": reader.organisation.name, "stop_url": url}
        text = render_to_string("letters/letter.txt", words)
    headers = stopping.headers(url, key=f"letter-{letter.pk}-{reader.key.hex}")
    return EmailMessage(subject, text, None, [reader.email], headers=headers)
