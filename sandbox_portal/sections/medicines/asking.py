"""Asking for more medicine, step by step: kind, how it is taken, pharmacy, note, review, send."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sandbox_portal import safety
from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections import dates, shell
from sandbox_portal.sections.medicines import rules, showing
from sandbox_portal.sections.medicines.forms import KindForm, NoteForm, PharmacyForm, TakeForm
from sandbox_portal.sections.medicines.models import Left, RefillRequest
from sandbox_portal.sections.medicines.states import State
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.stopping import stop

STEPS = ("kind", "take", "where", "note", "review")
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
@shell.section("medicines")
def start(request, practice, viewing, id):
    """Begins a request; where that cannot be, says why on the medicine's own page."""
    form = FormKeyForm(request.POST)
    if not form.is_valid():
        raise Http404("A form without its key.")
    try:
        refill = rules.start(practice=practice, form_key=form.cleaned_data["form_key"], medicine=id)
    except rules.NotPossible as refused:
        if refused.reason == "unknown-medicine":
            raise Http404("No such medicine in this record.") from refused
        messages.warning(request, _refusal(practice, id, refused.reason))
        return redirect("practice:medicine", key=practice.key, id=id)
    return _go(_next_step(refill), refill)


def _refusal(practice, id, reason):
    if reason == "asked-already":
        return _("You asked for this one already. It is on its way. Asking twice does not make it quicker.")
    return showing.why(rules.item(practice, id))


def _step(view):
    """Gives a step its draft: view(request, practice, refill). One that was sent leads to where it is."""

    @get_or_post
    @shell.section("medicines")
    def inner(request, practice, viewing, pk):
        refill = RefillRequest.objects.for_practice(practice).filter(pk=pk).first()
        if refill is None:
            raise Http404("No such request in this practice.")
        refill.practice = practice
        if refill.status != State.DRAFT:
            messages.info(request, _("This request was sent before. It was sent only once."))
            return redirect("practice:refill", key=practice.key, pk=refill.pk)
        return view(request, practice, refill)

    return inner


def _next_step(refill):
    if refill.status != State.DRAFT or rules.is_finished(refill):
        return "review"
    return "kind" if not refill.kind else "take" if not refill.takes or not refill.left else "where"


def _go(step, refill):
    return redirect(f"practice:refill-{step}", key=refill.practice.key, pk=refill.pk)


@_step
def kind(request, practice, refill):
    """Refill or renewal?"""
    form = KindForm(posted(request), initial={"kind": refill.kind})
    if form.is_valid():
        try:
            rules.choose_kind(request=refill, kind=form.cleaned_data["kind"])
            return _go("take", refill)
        except rules.NotPossible as refused:
            form.add_error("kind", _kind_refusal(refused.reason))
    item = rules.item(practice, refill.medicine)
    return _render(request, "kind", refill, form, item=showing.row(practice, item))


def _kind_refusal(reason):
    if reason == "expired":
        return _("This prescription has run out, so the pharmacy cannot fill it. Choose a renewal.")
    return _("No refills are left, so the pharmacy has none for you. Choose a renewal.")


@_step
def take(request, practice, refill):
    """How is it taken, and how much is left?"""
    form = TakeForm(posted(request), initial={"takes": refill.takes, "left": refill.left})
    if form.is_valid():
        rules.confirm(request=refill, **form.cleaned_data)
        return _go("where", refill)
    directions = practice.chart.medication(refill.medicine).directions
    return _render(request, "take", refill, form, directions=directions)


@_step
def where(request, practice, refill):
    """Which pharmacy?"""
    form = PharmacyForm(
        posted(request), pharmacies=practice.chart.pharmacies, initial={"pharmacy": refill.pharmacy}
    )
    if form.is_valid():
        rules.choose_pharmacy(request=refill, **form.cleaned_data)
        return _go("note", refill)
    preferred = rules.preferred_pharmacy(practice)
    return _render(request, "where", refill, form, preferred=preferred)


@sensitive_post_parameters("note")
@_step
def note(request, practice, refill):
    """A few words, if there is something to say. Words of an emergency stop here."""
    form = _note_form(practice, refill, posted(request))
    if stopped := stop(request, practice, form, "refills.stopped"):
        return stopped
    if form.is_bound and form.is_valid():
        rules.write_note(request=refill, note=form.cleaned_data["note"])
        return _go("review", refill)
    return _render(request, "note", refill, form)


def _note_form(practice, refill, data):
    allowed = safety.Allowed.of(practice.chart, practice.policy)
    return NoteForm(data, allowed=allowed, initial={"note": refill.note})


@_step
def review(request, practice, refill):
    """All of it once more; the button sends it, once."""
    if not rules.is_finished(refill):
        return _go(_next_step(refill), refill)
    form = _note_form(practice, refill, {"note": refill.note})
    if stopped := stop(request, practice, form, "refills.stopped"):
        return stopped
    if not form.is_valid():
        return _go("note", refill)
    if request.method == "POST":
        needs_call = safety.Tier.CALL_TODAY in form.safe_findings.tiers
        try:
            sent = rules.submit(request=refill, needs_call=needs_call)
        except rules.NotPossible as refused:
            messages.warning(request, _refusal(practice, refill.medicine, refused.reason))
            return redirect("practice:medicine", key=practice.key, id=refill.medicine)
        messages.success(request, _("Your request is sent. This is practice: no real person gets it."))
        return redirect("practice:refill", key=practice.key, pk=sent.pk)
    context = {
        "rows": showing.review_rows(practice, refill),
        "cautions": form.cautions,
        "expected_on": dates.long_day(rules.expected_on(refill)),
    }
    return _render(request, "review", refill, None, **context)


@_step
def discard(request, practice, refill):
    """Throws the draft away after asking."""
    if request.method == "POST":
        rules.discard(request=refill)
        messages.success(request, _("The request is gone. Nothing was sent."))
        return redirect("practice:medicines", key=practice.key)
    return _render(request, "discard", refill, None)


def _render(request, step, refill, form, **context):
    context |= {
        "form": form,
        "refill": refill,
        "name": refill.practice.chart.medication(refill.medicine).name,
        "steps": _steps(step, refill),
        "is_out_today": refill.left == Left.NONE,
    }
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return shell.render(request, f"sandbox_portal/medicines/ask_{step}.html", context, status=status)


def _steps(current, refill):
    if current not in STEPS:
        return []
    labels = {
        "kind": _("Refill or renewal"),
        "take": _("How you take it"),
        "where": _("Pharmacy"),
        "note": _("Note"),
        "review": _("Send"),
    }
    here = STEPS.index(current)
    return [
        {
            "label": labels[name],
            "state": "done" if place < here else "now" if place == here else "todo",
            "url": _url(name, refill) if place < here else None,
        }
        for place, name in enumerate(STEPS)
    ]


def _url(step, refill):
    return reverse(f"practice:refill-{step}", kwargs={"key": refill.practice.key, "pk": refill.pk})
