"""Making links, opening them as the other person would, handing in samples, asking for letters."""

from datetime import timedelta

from django.db import transaction
from django.utils.crypto import constant_time_compare, get_random_string

from sandbox_portal import form_keys, practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.alerts import rules as alerts
from sandbox_portal.sections.documents import shelf, states
from sandbox_portal.sections.documents.models import Letter, ShareLink, Upload


def _once(model, practice, form_key, make):
    """The row that this form made before, or what `make` gives, under the practice's lock."""
    mine = model.objects.for_practice(practice)
    with transaction.atomic():
        Practice.objects.locked(practice.pk)
        return form_keys.first(mine, form_key) or make()


def share(*, practice, form_key, document, label, days):
    """Makes a link with a passcode of six digits, which ends after that many days; returns it."""

    def make():
        made = ShareLink.objects.create(
            practice=practice, form_key=form_key, document=document, label=label,
            passcode=get_random_string(6, "0123456789"), expires_on=practice.today + timedelta(days=days),
        )  # fmt: skip
        transitions.begin(made, by=practice.seat)
        due = practice_days.at_hour(made.expires_on + timedelta(days=1), 0)
        replies.schedule(practice=practice, kind="documents.link_ends", due=due, target=made.pk)
        practice.log("documents.shared", link=made.pk, item=document, to=label, days=days)
        return made

    return _once(ShareLink, practice, form_key, make)


@transaction.atomic
def open_link(*, link, passcode):
    """Tries a link as the other person would: "" when it opens, else "ended", "locked" or "wrong-passcode".

    As many wrong passcodes as the pack says lock it.
    """
    locked = ShareLink.objects.select_for_update(no_key=True).get(pk=link.pk)
    locked.practice = link.practice
    if locked.status != states.Link.ACTIVE:
        return "locked" if locked.status == states.Link.LOCKED else "ended"
    if not constant_time_compare(passcode, locked.passcode):
        locked.wrong_tries += 1
        locked.save(update_fields=["wrong_tries"])
        if locked.wrong_tries >= link.practice.policy.documents.link_tries:
            transitions.move(locked, states.Link.LOCKED, by="recipient", reason="wrong-passcodes")
        link.practice.log("documents.link_tried", link=link.pk, item=link.document, is_right=False)
        return "locked" if locked.status == states.Link.LOCKED else "wrong-passcode"
    link.practice.log("documents.link_tried", link=link.pk, item=link.document, is_right=True)
    return ""


def close(*, link):
    """Closes a link for good. Closing it twice changes nothing."""
    try:
        with transaction.atomic():
            transitions.move(link, states.Link.REVOKED, by=link.practice.seat)
            replies.cancel(practice=link.practice, kind="documents.link_ends", target=link.pk)
            link.practice.log("documents.link_closed", link=link.pk, item=link.document)
    except transitions.NotAllowed:
        return


def hand_in(*, practice, form_key, sample):
    """Hands in a sample and returns the row; what the portal can see for itself, it says at once."""

    def make():
        made = Upload.objects.create(
            practice=practice, form_key=form_key, sample=sample, sent_at=practice.now
        )
        transitions.begin(made, by=practice.seat)
        reason = shelf.SAMPLES[sample].reason
        practice.log("documents.handed_in", upload=made.pk, item=sample)
        if reason in shelf.AT_ONCE:
            judge(practice, made)
        else:
            day = practice_days.add_business_days(practice.now, 1, practice.policy.holidays)
            due = practice_days.at_hour(day, 10)
            replies.schedule(practice=practice, kind="documents.checked", due=due, target=made.pk)
        return made

    return _once(Upload, practice, form_key, make)


def judge(practice, upload):
    """Takes an upload over, or says why not."""
    reason = shelf.SAMPLES[upload.sample].reason
    to = states.Upload.REJECTED if reason else states.Upload.ACCEPTED
    if not states.UPLOAD.can(upload.status, to):
        return
    upload.practice = practice
    transitions.move(upload, to, by="clinic", reason=reason)
    upload.reason = reason
    upload.save(update_fields=["reason"])
    practice.log("documents.checked", upload=upload.pk, item=upload.sample, to=to, reason=reason or None)


def ask_letter(*, practice, form_key, kind):
    """Asks for a letter and returns it. While one of the kind is being written, it is that one."""

    def make():
        waiting = Letter.objects.for_practice(practice).filter(kind=kind, status=states.Letter.PREPARING)
        if found := waiting.first():
            return found
        made = Letter.objects.create(practice=practice, form_key=form_key, kind=kind, asked_on=practice.today)
        transitions.begin(made, by=practice.seat)
        days = practice.policy.documents.letter_days
        day = practice_days.add_business_days(practice.now, days, practice.policy.holidays)
        due = practice_days.at_hour(day, 15)
        replies.schedule(practice=practice, kind="documents.letter", due=due, target=made.pk)
        practice.log("documents.letter_asked", letter=made.pk, item=kind)
        return made

    return _once(Letter, practice, form_key, make)


def move_letter(practice, letter):
    """A letter is ready, and some weeks later it is gone."""
    letter.practice = practice
    if letter.status == states.Letter.PREPARING:
        letter.ready_until = practice.today + timedelta(days=practice.policy.documents.letter_ready_days)
        letter.save(update_fields=["ready_until"])
        transitions.move(letter, states.Letter.READY, by="clinic")
        due = practice_days.at_hour(letter.ready_until + timedelta(days=1), 0)
        replies.schedule(practice=practice, kind="documents.letter", due=due, target=letter.pk)
        alerts.notify(practice=practice, kind="record", item=f"letter-{letter.pk}")
    elif letter.status == states.Letter.READY:
        transitions.move(letter, states.Letter.EXPIRED, by="clinic")
    else:
        return
    practice.log("documents.letter_moved", letter=letter.pk, item=letter.kind, to=letter.status)
