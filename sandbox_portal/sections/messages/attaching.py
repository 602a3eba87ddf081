"""Adding sample files to a message, taking them off, sending them, and what the clinic makes of them."""

from django.db import transaction

from sandbox_portal import form_keys, practice_days, transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice
from sandbox_portal.sections.messages.attachment import Attachment, State
from sandbox_portal.sections.messages.samples import AT_ONCE, SAMPLES
from sandbox_portal.sections.refusing import NotPossible

LOOKED_AT = 10  # the hour at which the team opens files


@transaction.atomic
def add(*, message, form_key, sample):
    """Adds a sample to an unsent message and returns the row; the portal itself refuses some at once.

    The same form adds one, and so does the same sample. Raises NotPossible("sent") for a message that is
    sent and NotPossible("too-many") where it has as many files as the clinic takes.
    """
    practice = message.practice
    if message.sent_at is not None:
        raise NotPossible("sent")
    Practice.objects.locked(practice.pk)  # of two clicks at once, the second waits and finds the file
    mine = Attachment.objects.filter(practice=practice)
    there = Attachment.objects.of_message(message).added()
    found = form_keys.first(mine, form_key) or there.filter(sample=sample).first()
    if found:
        return found
    if there.count() >= practice.policy.message_files:
        raise NotPossible("too-many")
    made = Attachment.objects.create(practice=practice, message=message, form_key=form_key, sample=sample)
    transitions.begin(made, by=practice.seat)
    reason = SAMPLES[sample].reason
    if reason in AT_ONCE:
        made.reason = reason
        made.save(update_fields=["reason"])
        transitions.move(made, State.REFUSED, by="portal", reason=reason)
        practice.log("messages.file_refused", item=sample, reason=reason)
    else:
        transitions.move(made, State.ADDED, by=practice.seat)
        practice.log("messages.file_added", item=sample)
    return made


@transaction.atomic
def remove(*, attachment):
    """Takes a file off an unsent message. Doing it twice changes nothing."""
    if attachment.status == State.ADDED:
        transitions.move(attachment, State.REMOVED, by=attachment.practice.seat)


def send_along(message):
    """Sends the files with their message, in its transaction, and lets the team look at them later.

    Returns how many there are.
    """
    practice = message.practice
    files = list(Attachment.objects.of_message(message).added())
    for each in files:
        each.practice = practice
        transitions.move(each, State.SENT, by=practice.seat)
    if files:
        day = practice_days.add_business_days(practice.now, 1, practice.policy.holidays)
        due = practice_days.at_hour(day, LOOKED_AT)
        replies.schedule(practice=practice, kind="messages.files", due=due, target=message.pk)
    return len(files)


def look_at(practice, message_pk):
    """The team opens the files: some they keep, some they send back."""
    sent = Attachment.objects.filter(practice=practice, message=message_pk).sent()
    for each in sent:
        each.practice = practice
        reason = SAMPLES[each.sample].reason
        each.reason = reason
        each.save(update_fields=["reason"])
        to = State.RETURNED if reason else State.TAKEN
        transitions.move(each, to, by="clinic", reason=reason)
        practice.log("messages.file_checked", item=each.sample, to=str(to), reason=reason or None)
