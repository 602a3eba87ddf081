"""Files that go with messages, as a page shows them."""

from django.utils.translation import gettext_lazy as _

from sandbox_portal.sections.documents import showing as documents
from sandbox_portal.sections.messages.attachment import Attachment, State
from sandbox_portal.sections.messages.samples import SAMPLES

WHY_NOT = {
    **documents.WHY_NOT,
    "wrong-person": _("This paper has another person’s name. We took it out. Please send your own."),
}
REFUSALS = {
    "sent": _("This message is sent. Add the file when you write back."),
    "too-many": _("That is all this clinic takes with one message. Take one off first."),
}
TONES = {State.TAKEN: "good", State.RETURNED: "stop", State.SENT: "sun"}


def added(practice, message) -> list[dict]:
    """What goes along with a draft. One query."""
    return [
        {"pk": each.pk, "name": SAMPLES[each.sample].name, "about": SAMPLES[each.sample].about}
        for each in Attachment.objects.of_message(message).added()
    ]


def names(message) -> str:
    """The names of the files of a draft, for the review page; "" where there are none."""
    return ", ".join(SAMPLES[each.sample].name for each in Attachment.objects.of_message(message).added())


def of_thread(thread) -> list[dict]:
    """The files that were sent in a conversation, for components/task_list.html. One query."""
    return [
        {
            "label": f"{SAMPLES[each.sample].name}: {SAMPLES[each.sample].about}",
            "hint": WHY_NOT.get(each.reason, ""),
            "url": None,
            "state": State(each.status).label,
            "kind": TONES.get(each.status, "plain"),
        }
        for each in Attachment.objects.of_thread(thread).exclude(status=State.ADDED)
    ]
