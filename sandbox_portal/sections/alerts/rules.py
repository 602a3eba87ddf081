"""Telling the person what is new, and what they choose about it.

Other sections call one function:

    alerts.notify(practice=practice, kind="refill", item=request.medicine)

It looks at the matrix, at quiet hours, at an address that does not work, and at the daily list. Which kinds
there are: kinds.py. An alert never says what the news is: a phone on a table is read by others.
"""

from datetime import timedelta

from django.db import transaction

from sandbox_portal import form_keys, practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.alerts import choices, kinds
from sandbox_portal.sections.alerts.kinds import AT_ONCE, PHONE, Channel
from sandbox_portal.sections.alerts.models import Alert, AlertChoice
from sandbox_portal.sections.alerts.states import State
from sandbox_portal.sections.refusing import NotPossible

RELEASE, GATHER = "alerts.release", "alerts.gather"
CLINIC = "clinic"


@transaction.atomic
def notify(*, practice, kind, item="", channels=None, facts=None):
    """Tells the person that something is new; returns the alerts, which may be none.

    `item` is the id of what is new. `channels` goes past the matrix, for what was asked for this minute.
    Costs one query for the choices and two for each alert. Call it in the transaction of what happened.
    """
    chosen = choices.of(practice)
    ways = tuple(channels) if channels else chosen.channels(kind)
    made = [_send(practice, kind, way, item, facts or {}, chosen) for way in ways]
    if made and all(alert.status == State.BOUNCED for alert in made):
        instead = Channel.MAIL if chosen.has_stopped_texts else Channel.TEXT
        made.append(_send(practice, kind, instead, item, facts or {}, chosen))
    return made


def _send(practice, kind, channel, item, facts, chosen):
    alert = Alert.objects.create(
        practice=practice, kind=kind, channel=channel, item=str(item), facts=facts, at_sim=practice.now
    )
    transitions.begin(alert, by=CLINIC)
    if channel == Channel.EMAIL and chosen.do_emails_bounce:
        transitions.move(alert, State.BOUNCED, by=CLINIC, reason="address-does-not-work")
    elif kind not in AT_ONCE and channel != Channel.MAIL and chosen.setting("gather") == "on":
        _hold(alert, GATHER, _next_hour(practice.now, kinds.GATHER_AT))
    elif kind not in AT_ONCE and channel in PHONE and _is_quiet(practice, chosen):
        _hold(alert, RELEASE, _next_hour(practice.now, practice.policy.alerts.quiet_until))
    return alert


def _is_quiet(practice, chosen):
    return practice.policy.alerts.is_quiet(practice.now.hour) and chosen.setting("quiet") == "on"


def _next_hour(now, hour):
    """Returns the next time at which the practice clock shows that hour."""
    today = practice_days.at_hour(now, hour)
    return today if today > now else practice_days.at_hour(now + timedelta(days=1), hour)


def _hold(alert, kind, due):
    practice = alert.practice
    transitions.move(alert, State.HELD, by=CLINIC, reason=kind.replace(".", "-"))
    target = alert.pk if kind == RELEASE else None
    waiting = replies.ScheduledReply.objects.for_practice(practice).waiting()
    if kind == RELEASE or not waiting.filter(kind=GATHER).exists():
        replies.schedule(practice=practice, kind=kind, due=due, target=target)


def release(practice, alert):
    """The night is over: what waited arrives."""
    alert.practice = practice
    alert.at_sim = practice.now
    alert.save(update_fields=["at_sim"])
    transitions.move(alert, State.SENT, by=CLINIC)


def gather(practice):
    """Puts what waited for the daily list into one alert on each way."""
    held = [a for a in Alert.objects.for_practice(practice).held() if _waits_for(a) == "alerts-gather"]
    for channel in Channel.values:
        mine = [alert for alert in held if alert.channel == channel]
        for alert in mine:
            alert.practice = practice
            transitions.move(alert, State.GATHERED, by=CLINIC)
        if mine:
            notify(practice=practice, kind=kinds.GATHERED, channels=[channel], facts={"count": len(mine)})


def _waits_for(alert):
    return alert.statuses.last().reason


@transaction.atomic
def open_alert(*, alert):
    """Notes that an alert was read; twice is harmless."""
    Practice.objects.locked(alert.practice_id)
    alert.refresh_from_db(fields=["status"])
    if alert.status == State.SENT:
        transitions.move(alert, State.OPENED, by=alert.practice.seat)
        alert.practice.log("alerts.opened", kind=alert.kind, channel=alert.channel, item=alert.item or None)


def follow(*, alert):
    """Writes down that the link in an alert was opened."""
    alert.practice.log("alerts.link_opened", kind=alert.kind, channel=alert.channel)


@transaction.atomic
def choose(*, practice, form_key, what, value):
    """Keeps one choice and returns it. `value` is a setting's value, or the ways joined by dots."""
    mine = AlertChoice.objects.for_practice(practice)
    made, is_new = form_keys.once(mine, form_key, lambda: _chosen(practice, what, value, form_key))
    if is_new:
        held = choices.of(practice)
        facts = {"what": what, "to": value or "none"}
        practice.log("alerts.chosen", **facts, silent=len(held.silent))
    return made


def _chosen(practice, what, value, form_key=None):
    return AlertChoice.objects.create(
        practice=practice, what=what, value=value, at_sim=practice.now, form_key=form_key or form_keys.new()
    )


@transaction.atomic
def stop_texts(*, alert):
    """Answers STOP to a text: no more texts come, of any kind. Raises NotPossible("no-text")."""
    if alert.channel != Channel.TEXT:
        raise NotPossible("no-text")
    if not choices.of(alert.practice).has_stopped_texts:
        _chosen(alert.practice, choices.TEXTS, "stopped")
        alert.practice.log("alerts.stopped", kind=alert.kind)


@transaction.atomic
def start_texts(*, practice):
    """Lets texts come again."""
    if choices.of(practice).has_stopped_texts:
        _chosen(practice, choices.TEXTS, "on")
        practice.log("alerts.started")


@transaction.atomic
def mark_email(*, practice, works):
    """Notes that e-mails come back, or that a new address was proved to work."""
    if choices.of(practice).do_emails_bounce == works:
        _chosen(practice, choices.MAIL_WORKS, "yes" if works else "no")
