"""The inbox, a conversation, and beginning to write back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections import dates, paging, shell
from sandbox_portal.sections.messages import files, inbox, rules
from sandbox_portal.sections.messages.models import Thread
from sandbox_portal.sections.messages.states import SETTLED, State


@require_GET
@shell.section("messages")
def index(request, practice, viewing):
    """Every conversation, newest first, and the drafts."""
    found = viewing.once(inbox.Inbox)
    part = paging.of(request, found.rows)
    context = {"rows": part.items, "part": part, "drafts": found.drafts}
    return shell.render(request, "sandbox_portal/messages/index.html", context)


@require_GET
@shell.section("messages")
def thread(request, practice, viewing, pk):
    """A conversation of this practice; what is new in it counts as read from now on."""
    return _conversation(request, viewing, _thread(practice, pk))


@require_GET
@shell.section("messages")
def record(request, practice, viewing, id):
    """A conversation of the chart, with what was added to it in this practice."""
    chart_thread = _chart_thread(practice, id)
    own = Thread.objects.for_practice(practice).of_chart(id).with_messages().first()
    if own:
        own.practice = practice
    return _conversation(request, viewing, own, chart_thread)


def _conversation(request, viewing, own, chart_thread=None):
    practice = viewing.practice
    reference = own.reference if own else chart_thread.id
    if not rules.open_thread(practice=practice, thread=own, chart_thread=chart_thread):
        viewing.log_once("messages.opened", thread=reference, has_new_answer=False)
    is_begun = own and not own.is_draft
    context = {
        "title": inbox.title_of(own, practice) if own else str(chart_thread.subject),
        "entries": inbox.entries(practice, own, chart_thread),
        "thread": own,
        "chart_thread": chart_thread,
        "state": State(own.status).label if is_begun else "",
        "state_kind": inbox.STATE_KINDS.get(own.status, "") if is_begun else "",
        "is_waiting": bool(own and own.is_waiting),
        "is_late": bool(own and rules.is_late(own)),
        "answer_by": dates.long_day(own.answer_by) if own else "",
        "closes_on": dates.long_day(own.closes_on) if own else "",
        "may_be_wrong": bool(own and own.status in SETTLED),
        "is_bounced": bool(own and own.status == State.BOUNCED),
        "may_write_back": own is None or rules.may_write_back(own),
        "form": FormKeyForm(),
        "reference": reference,
        "files": files.of_thread(own) if is_begun else [],
    }
    return shell.render(request, "sandbox_portal/messages/thread.html", context)


@require_POST
@shell.section("messages")
def reply(request, practice, viewing, pk):
    """Begins writing back, or goes on with the draft that stands."""
    return _begin_reply(request, practice, thread=_thread(practice, pk))


@require_POST
@shell.section("messages")
def reply_to_record(request, practice, viewing, id):
    """Begins writing back in a conversation of the chart."""
    return _begin_reply(request, practice, chart_thread=_chart_thread(practice, id))


def _begin_reply(request, practice, **conversation):
    form = FormKeyForm(request.POST)
    if not form.is_valid():
        raise Http404("A form without its key.")
    try:
        draft = rules.begin_reply(practice=practice, form_key=form.cleaned_data["form_key"], **conversation)
    except rules.NotPossible:
        messages.warning(request, _("This conversation is closed. Start a new message."))
        return redirect("practice:messages", key=practice.key)
    if draft.sent_at:
        return redirect("practice:message-thread", key=practice.key, pk=draft.thread_id)
    return redirect("practice:message-write", key=practice.key, pk=draft.pk)


def _thread(practice, pk):
    """The conversation, if it may be seen from this seat and was begun; a 404 otherwise."""
    found = Thread.objects.for_practice(practice).begun().with_messages().filter(pk=pk).first()
    if found is None:
        raise Http404("No such conversation in this practice.")
    found.practice = practice
    return found


def _chart_thread(practice, id):
    found = next((each for each in inbox.chart_threads(practice) if each.id == id), None)
    if found is None:
        raise Http404("No such conversation in this record.")
    return found
