"""Sending the reports: a claim (compare and set), the e-mail, a mark, as the reminders do (docs/adr/0151)."""

import logging
from datetime import timedelta
from time import monotonic

from billiard.exceptions import SoftTimeLimitExceeded
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from analytics.delivering import content, paper
from analytics.delivering.models import Delivery, Wish
from lms.letters import stopping
from lms.mailing.post import AUTOMATIC, Post
from lms.organisations import clock, sites

logger = logging.getLogger(__name__)
KIND = "insights"
# After each try that failed, or whose worker died, so long until the next one: a mail server may be down for
# a day. The first is longer than any e-mail takes.
WAITS = (
    timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(hours=12), timedelta(hours=24),
)  # fmt: skip
MOST_TRIES = len(WAITS) + 1
MOST_AT_ONCE = 100
SECONDS = 480


def send_waiting(now=None, *, seconds=SECONDS):
    """Sends what waits, outside the quiet hours; returns how many left. What fails is tried again (WAITS).

    Begins none after so many seconds: the rest waits for the next run.
    """
    now, began, sent = now or timezone.now(), monotonic(), 0
    organisations = [organisation.pk for organisation, _day in clock.awake(now)]
    waiting = Delivery.objects.to_send(now=now, waits=WAITS).filter(
        bulletin__organisation__in=organisations
    )
    with Post() as post:
        for delivery in waiting.select_related("bulletin__organisation__site", "user")[:MOST_AT_ONCE]:
            spent = monotonic() - began
            if spent >= seconds:
                break
            if not Delivery.objects.claim(delivery, now + timedelta(seconds=spent)):
                continue
            try:
                sent += deliver(delivery, post)
            except SoftTimeLimitExceeded:
                raise
            except Exception:
                logger.exception("Report %s could not be sent.", delivery.pk)
    return sent


def deliver(delivery, post):
    """Sends a claimed report and marks it; returns 1, or 0 to who wants none any more or may not read it."""
    wishes = Wish.objects.for_organisation(delivery.bulletin.organisation).of(delivery.user)
    wish = wishes.that_hold().first()
    mail = message(delivery, wish) if wish else None
    if mail is not None:
        post.send(mail)
    Delivery.objects.filter(pk=delivery.pk).update(ended_at=timezone.now(), is_sent=mail is not None)
    return int(mail is not None)


def message(delivery, wish):
    """Returns the e-mail: the report with its PDF, the alerts alone, or None where nothing is wanted."""
    organisation = delivery.bulletin.organisation
    with translation.override(wish.language):
        said = content.text(delivery.bulletin, wish.language)
        if not wish.wants_report and not said.alerts:
            return None
        stop = stop_url(wish)
        words = {
            "text": said,
            "is_report": wish.wants_report,
            "url": said.base + reverse("insights:overview"),
            "change_url": said.base + reverse("delivering:reports"),
            "stop_url": stop,
        }
        subject = said.title if wish.wants_report else _("%(name)s: a gap got wider") % {"name": organisation}
        mail = EmailMessage(
            subject,
            render_to_string("analytics/delivering/mail.txt", words),
            None,
            [delivery.user.email],
            headers=AUTOMATIC | stopping.headers(stop, key=delivery.key),
        )
        if wish.wants_report:
            mail.attach(paper.file_name(said), paper.write(said), "application/pdf")
    return mail


def stop_url(wish):
    """Returns the whole address that ends a person's e-mails, in the active language."""
    token = stopping.token(KIND, wish.key.hex)
    return sites.address(wish.organisation, reverse("delivering:stop", args=[token]))
