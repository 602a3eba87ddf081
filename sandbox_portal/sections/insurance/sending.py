"""Sending to the plan: an appeal, an answer, a request for approval or for a card; and its answer."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal import safety
from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections import asking as pages
from sandbox_portal.sections import dates, shell
from sandbox_portal.sections.insurance import rules, shelf, showing
from sandbox_portal.sections.insurance.claims import claim_or_404
from sandbox_portal.sections.insurance.forms import AppealForm, NewCardForm, OtherPlanForm
from sandbox_portal.sections.insurance.models import PlanRequest
from sandbox_portal.sections.insurance.states import Kind, State
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.stopping import stop

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
REVIEW = "practice:plan-request-review"


def words_for(reason):
    """Returns why something cannot be sent to the plan."""
    return {
        "sent-already": _("You sent this already. Look at the steps of what you sent."),
        "not-denied": _("The plan did not say no to this claim, so there is nothing to appeal."),
        "too-late": _("The last day to appeal has passed. Call the plan and ask about a late appeal."),
        "not-now": _("That cannot be done at this step."),
    }[reason]


def _detail_url(practice, claim):
    return showing.url(practice, "claim" if claim.use == "claim" else "approval", id=claim.id)


def _back(practice, claim):
    return {"back_url": _detail_url(practice, claim), "back_label": str(claim.title)}


@sensitive_post_parameters("note")
@get_or_post
@shell.section("claims")
def appeal(request, practice, viewing, id):
    """Why the no is wrong, and what shows it. Nothing is sent yet."""
    claim = claim_or_404(practice, id)
    allowed = safety.Allowed.of(practice.chart, practice.policy)
    form = AppealForm(posted(request), allowed=allowed)
    if stopped := stop(request, practice, form, "claims.stopped"):
        return stopped
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            made = rules.draft(
                practice=practice,
                form_key=said["form_key"],
                kind=Kind.APPEAL,
                item=claim.id,
                reason=said["reason"],
                papers=said["papers"],
                note=said["note"],
            )
            return redirect(REVIEW, key=practice.key, pk=made.pk)
        except rules.NotPossible as refused:
            form.add_error("reason", words_for(refused.reason))
    letter = rules.letter_of(practice, claim.id)
    day = {"day": dates.with_year(letter.appeal_by) if letter else ""}
    page = pages.Page(
        heading=_("Appeal"),
        intro=_("The plan said no. It must have your appeal by %(day)s.") % day if day["day"] else "",
        button=_("Next: look at it once more"),
        **_back(practice, claim),
    )
    rows = [{"label": _("Why they said no"), "value": letter.reason, "change_url": None}] if letter else []
    return pages.form(request, page, form, guard=True, rows=rows)


@get_or_post
@shell.section("claims")
def other_plan(request, practice, viewing, id):
    """Answers the plan's question."""
    claim = claim_or_404(practice, id, "claim")
    letter = rules.letter_of(practice, claim.id)
    if letter is None or letter.outcome != "info-needed":
        return redirect("practice:claim", key=practice.key, id=claim.id)
    form = OtherPlanForm(posted(request))
    if form.is_valid():
        try:
            made = rules.draft(practice=practice, kind=Kind.ANSWER, item=claim.id, **form.cleaned_data)
            return redirect(REVIEW, key=practice.key, pk=made.pk)
        except rules.NotPossible as refused:
            form.add_error("reason", words_for(refused.reason))
    page = pages.Page(
        heading=_("Answer the plan’s question"),
        intro=str(letter.reason),
        button=_("Next: look at it once more"),
        **_back(practice, claim),
    )
    return pages.form(request, page, form)


@require_POST
@shell.section("approvals")
def approval(request, practice, viewing, care):
    """Asks the clinic to ask the plan for a yes."""
    if care not in shelf.CARE or not shelf.CARE[care].needs_yes:
        raise Http404("No yes is needed for this care.")
    return _short(request, practice, Kind.APPROVAL, care, "practice:approvals")


def _short(request, practice, kind, item, back):
    form = FormKeyForm(request.POST)
    if not form.is_valid():
        raise Http404("A form without its key.")
    try:
        made = rules.draft(practice=practice, form_key=form.cleaned_data["form_key"], kind=kind, item=item)
    except rules.NotPossible as refused:
        messages.info(request, words_for(refused.reason))
        return redirect(back, key=practice.key)
    return redirect(REVIEW, key=practice.key, pk=made.pk)


@get_or_post
@shell.section("card")
def new_card(request, practice, viewing):
    """Asks for a new card."""
    form = NewCardForm(posted(request))
    if form.is_valid():
        try:
            made = rules.draft(practice=practice, kind=Kind.CARD, item="card", **form.cleaned_data)
            return redirect(REVIEW, key=practice.key, pk=made.pk)
        except rules.NotPossible as refused:
            form.add_error("reason", words_for(refused.reason))
    page = pages.Page(
        heading=_("Ask for a new card"),
        intro=_("It goes to the address that the plan has on file."),
        button=_("Next: look at it once more"),
        back_url=showing.url(practice, "card"),
        back_label=_("ID card"),
    )
    return pages.form(request, page, form)


@get_or_post
@shell.section("home")
def review(request, practice, viewing, pk):
    """All of it once more; the button sends it, once."""
    made = _request(practice, pk)
    if made.status != State.DRAFT:
        messages.info(request, _("This request was sent before. It was sent only once."))
        return redirect("practice:plan-request", key=practice.key, pk=made.pk)
    if request.method == "POST":
        return _send(request, practice, made)
    warnings = []
    if made.kind == Kind.APPEAL and shelf.DOCTORS_LETTER not in made.papers:
        warnings.append(_("You add no letter from the doctor. Read once more why the plan said no."))
    context = {
        "rows": showing.request_rows(practice, made, _change(practice, made)),
        "warnings": warnings,
        "day": dates.long_day(rules.answer_on(practice, made.kind)),
        "back_url": practice.get_absolute_url(),
    }
    return shell.render(request, "sandbox_portal/insurance/review.html", context)


def _change(practice, made):
    if made.kind == Kind.CARD:
        return showing.url(practice, "card-new")
    names = {Kind.APPEAL: "claim-appeal", Kind.ANSWER: "claim-answer"}
    return showing.url(practice, names[made.kind], id=made.item) if made.kind in names else None


def _send(request, practice, made):
    if "discard" in request.POST:
        rules.discard(draft=made)
        messages.info(request, _("The request is gone. Nothing was sent."))
        return redirect(practice)
    try:
        rules.submit(request=made)
    except rules.NotPossible as refused:
        messages.warning(request, words_for(refused.reason))
        return redirect(practice)
    messages.success(request, _("Your request is sent. This is practice: no real person gets it."))
    return redirect("practice:plan-request", key=practice.key, pk=made.pk)


@require_GET
@shell.section("home")
def track(request, practice, viewing, pk):
    """Where it is, and the plan's answer."""
    made = _request(practice, pk)
    if made.status == State.DRAFT:
        return redirect(REVIEW, key=practice.key, pk=made.pk)
    viewing.log_once(
        "claims.answer_opened", request=made.pk, kind=made.kind, item=made.item, status=made.status
    )
    until = (
        _("The answer comes by %(day)s.") % {"day": dates.with_year(made.answer_on)} if made.is_open else ""
    )
    claim = practice.chart.claim(made.item)
    back = (
        _back(practice, claim)
        if claim
        else {"back_url": practice.get_absolute_url(), "back_label": _("Overview")}
    )
    context = {
        "page": pages.Page(heading=showing.title(practice, made), intro=until, **back),
        "rows": showing.request_rows(practice, made),
        "items": showing.steps(made),
        "made": made,
        "take_back_url": showing.url(practice, "plan-request-back", pk=made.pk)
        if made.status == State.SENT
        else "",
        "needs_letter": made.status == State.MORE_NEEDED,
        "may_go_outside": made.kind == Kind.APPEAL and made.status == State.DENIED,
        "is_yes_before": made.kind == Kind.APPROVAL and made.status == State.APPROVED,
    }
    return shell.render(request, "sandbox_portal/insurance/request.html", context)


@require_POST
@shell.section("home")
def add_letter(request, practice, viewing, pk):
    """Adds the doctor's letter that the plan asked for."""
    return _act(request, practice, pk, rules.add_letter, _("The doctor’s letter is sent. It is a sample."))


@require_POST
@shell.section("home")
def outside(request, practice, viewing, pk):
    """Asks for a review from outside the plan."""
    return _act(request, practice, pk, rules.go_outside, _("Someone outside the plan looks at it now."))


def _act(request, practice, pk, act, said):
    made = _request(practice, pk)
    try:
        act(request=made)
        messages.success(request, said)
    except rules.NotPossible as refused:
        messages.info(request, words_for(refused.reason))
    return redirect("practice:plan-request", key=practice.key, pk=made.pk)


@require_POST
@shell.section("home")
def withdraw(request, practice, viewing, pk):
    """Takes it back."""
    made = _request(practice, pk)
    try:
        rules.withdraw(request=made)
        messages.success(request, _("You took your request back."))
    except rules.NotPossible:
        messages.warning(request, _("It is too late to take it back: the plan has it. Call the plan."))
    return redirect("practice:plan-request", key=practice.key, pk=made.pk)


def _request(practice, pk):
    found = PlanRequest.objects.for_practice(practice).with_statuses().filter(pk=pk).first()
    if found is None or practice.kind != "insurance":
        raise Http404("No such request in this practice.")
    found.practice = practice
    return found
