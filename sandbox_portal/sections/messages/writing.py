"""Writing a message, step by step: emergency page, topic, recipient, words, coach, review, send."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sandbox_portal import safety
from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections import dates, shell
from sandbox_portal.sections.messages import (
    about_medicine,
    about_result,
    coaching,
    costs,
    files,
    inbox,
    rules,
    showing,
)
from sandbox_portal.sections.messages.forms import ATTACH, KEEP, CategoryForm, RecipientForm, WriteForm
from sandbox_portal.sections.messages.models import Message
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.proxy import access
from sandbox_portal.sections.stopping import stop

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _step(view):
    """Gives a step its draft: view(request, practice, viewing, message). 404 for anybody else's."""

    @get_or_post
    @shell.section("messages")
    def inner(request, practice, viewing, pk):
        message = Message.objects.of_seat(practice).filter(pk=pk).first()
        if message is None:
            raise Http404("No such draft in this practice.")
        message.practice = message.thread.practice = practice
        if message.sent_at is not None:
            return _already_sent(request, message)
        try:
            return view(request, practice, viewing, message)
        except rules.NotPossible:
            return redirect(inbox.draft_url(message))

    return inner


def _already_sent(request, message):
    messages.info(request, _("This message was sent before. It was sent only once."))
    return redirect(inbox.thread_url(message.thread))


def _go(name, message):
    return redirect(f"practice:message-{name}", key=message.practice.key, pk=message.pk)


@get_or_post
@shell.section("messages")
def gate(request, practice, viewing):
    """What must never wait for a message. Going on from here begins the draft."""
    form = FormKeyForm(posted(request))
    known = about_result.words(viewing, request.GET.get("result", ""))
    known = known or about_medicine.words(viewing, request.GET.get("price", ""))
    if request.method == "POST" and form.is_valid():
        thread = rules.begin(practice=practice, form_key=form.cleaned_data["form_key"], **known)
        message = Message.objects.of_seat(practice).filter(thread=thread).first()
        return _go("about", message) if message else redirect("practice:messages", key=practice.key)
    context = {"form": form, "steps": showing.steps("gate"), "calls": showing.calls(practice.policy)}
    context["about"] = known.get("subject")
    return shell.render(request, "sandbox_portal/messages/gate.html", context)


@_step
def about(request, practice, viewing, message):
    """What is it about?"""
    if message.thread.chart_thread or not message.thread.is_draft:
        return _go("write", message)
    form = CategoryForm(
        posted(request),
        initial={"category": message.thread.category},
        hides_bills=access.hides_bills(practice),
    )
    if form.is_valid():
        rules.choose_category(thread=message.thread, category=form.cleaned_data["category"])
        return _go("to", message)
    return _render(request, "about", message, form)


@_step
def to(request, practice, viewing, message):
    """Who should get it? The list depends on the topic; whoever is not in it must be called."""
    if not message.thread.category:
        return _go("about", message)
    people = rules.recipients(practice, message.thread.category)
    form = RecipientForm(posted(request), recipients=people, initial={"member": message.thread.member})
    if form.is_valid():
        rules.choose_recipient(thread=message.thread, member=form.cleaned_data["member"])
        return _go("write", message)
    return _render(request, "to", message, form, has_pool=any(member.is_pool for member in people))


@sensitive_post_parameters("subject", "body")
@_step
def write(request, practice, viewing, message):
    """The words. Words of an emergency stop here: they are neither kept nor sent."""
    if not message.thread.member:
        return redirect(inbox.draft_url(message))
    form = _write_form(practice, message, posted(request))
    if stopped := stop(request, practice, form, "messages.stopped"):
        return stopped
    if form.is_bound and form.is_valid():
        rules.write(message=message, **_kept(form, message))
        if ATTACH in request.POST:
            return _go("attach", message)
        if KEEP in request.POST:
            messages.success(request, _("Your draft is kept. It is in your list of messages."))
            return redirect("practice:messages", key=practice.key)
        return _go("check", message)
    return _render(
        request,
        "write",
        message,
        form,
        added=files.names(message),
        fee=showing.fee(practice) if "has_agreed_to_fee" in form.fields else None,
        answer_by=dates.long_day(rules.answer_by(practice)),
        most=practice.policy.message_max_characters,
        cautions=form.cautions if form.is_bound else [],
    )


def _write_form(practice, message, data):
    thread = message.thread
    phones = showing.phones(practice)
    return WriteForm(
        data,
        allowed=safety.Allowed.of(practice.chart, practice.policy),
        thread=thread,
        phones=phones,
        most=practice.policy.message_max_characters,
        asks_fee=costs.asks_fee(practice, thread),
        is_proxy=practice.is_proxy_seat,
        initial={
            "subject": thread.subject,
            "body": message.body,
            "phone": message.phone or (phones[0][0] if phones and not message.body else ""),
            "best_time": message.best_time,
            "is_private": thread.is_private,
            "has_agreed_to_fee": message.has_agreed_to_fee,
        },
    )


def _kept(form, message):
    data = form.cleaned_data
    return {
        "body": data["body"],
        "subject": data.get("subject", message.thread.subject),
        "phone": data["phone"],
        "best_time": data["best_time"],
        "is_private": data.get("is_private", message.thread.is_private),
        "has_agreed_to_fee": bool(data.get("has_agreed_to_fee")),
    }


@_step
def check(request, practice, viewing, message):
    """What the coach says about the words, line by line. Nothing is sent from here."""
    if not message.body.strip():
        return redirect(inbox.draft_url(message))
    reviewed = coaching.review(practice, message)
    return _render(request, "check", message, None, review=reviewed)


@_step
def review(request, practice, viewing, message):
    """All of it once more; the button sends it, once."""
    if not message.body.strip():
        return redirect(inbox.draft_url(message))
    form = _write_form(practice, message, showing.as_posted(message))
    if stopped := stop(request, practice, form, "messages.stopped"):
        return stopped
    if not form.is_valid():
        return _go("write", message)
    if request.method == "POST":
        sent = rules.send(message=message, points=coaching.points(practice, message))
        messages.success(request, _("Your message is sent. This is practice: no real person gets it."))
        return redirect(inbox.thread_url(sent.thread))
    return _render(
        request,
        "review",
        message,
        None,
        rows=showing.review_rows(practice, message),
        cautions=form.cautions,
        answer_by=dates.long_day(rules.answer_by(practice)),
        fee=showing.fee(practice) if message.has_agreed_to_fee else None,
    )


@_step
def discard(request, practice, viewing, message):
    """Throws the draft away after asking."""
    if request.method == "POST":
        rules.discard(message=message)
        messages.success(request, _("The draft is gone."))
        return redirect("practice:messages", key=practice.key)
    return _render(request, "discard", message, None)


def _render(request, step, message, form, **context):
    is_reply = bool(message.thread.chart_thread) or not message.thread.is_draft
    recipient = message.practice.chart.member(message.thread.member)
    context |= {
        "form": form,
        "message": message,
        "is_reply": is_reply,
        "title": inbox.title_of(message.thread, message.practice),
        "recipient": recipient,
        "steps": showing.steps(step, message),
        "language": get_language(),
    }
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return shell.render(request, f"sandbox_portal/messages/{step}.html", context, status=status)
