"""Claims with their timeline and letter, and the yes that some care needs before it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections import dates, paging, shell
from sandbox_portal.sections.bills.showing import money
from sandbox_portal.sections.insurance import meaning, shelf, showing
from sandbox_portal.sections.insurance.forms import CareForm
from sandbox_portal.sections.insurance.models import PlanRequest
from sandbox_portal.sections.posting import posted


@require_GET
@shell.section("claims")
def index(request, practice, viewing):
    """Every claim, and what was sent about one."""
    viewing.log_once("claims.opened")
    return _list(request, practice, "claim", "claims")


@require_GET
@shell.section("approvals")
def approvals(request, practice, viewing):
    """Care that needs a yes before it."""
    viewing.log_once("approvals.opened")
    return _list(request, practice, "preauthorization", "approvals")


def _list(request, practice, use, name):
    sent = showing.requests(practice)
    found = showing.known(practice, use)
    part = paging.of(request, found)
    kinds = ("appeal", "answer") if name == "claims" else ("approval", "exception")
    context = {
        "part": part,
        "rows": [showing.row(practice, claim, sent) for claim in part.items],
        "sent": [showing.request_row(practice, each) for each in reversed(sent) if each.kind in kinds],
    }
    return shell.render(request, f"sandbox_portal/insurance/{name}.html", context)


def claim_or_404(practice, id, use=None):
    """The claim, if the plan has it by now; a 404 otherwise."""
    claim = practice.chart.claim(id)
    is_there = claim and (claim.created_at is None or claim.created_at <= practice.now)
    if not is_there or (use and claim.use != use):
        raise Http404("No such claim in this record.")
    return claim


@require_GET
@shell.section("claims")
def detail(request, practice, viewing, id):
    """One claim: where it is, and what can be done about it now."""
    claim = claim_or_404(practice, id, "claim")
    return _detail(request, practice, viewing, claim, "claims.opened")


@require_GET
@shell.section("approvals")
def approval(request, practice, viewing, id):
    """One request for a yes before the care."""
    claim = claim_or_404(practice, id, "preauthorization")
    return _detail(request, practice, viewing, claim, "approvals.opened")


def _detail(request, practice, viewing, claim, event):
    sent = list(PlanRequest.objects.for_practice(practice).sent().about(claim.id).with_statuses())
    state = showing.state(practice, claim, sent)
    viewing.log_once(event, item=claim.id, state=state)
    letter = practice.chart.letter_of(claim.id, practice.now)
    left = showing.days_left(practice, letter)
    label, kind = showing.STATES[state]
    is_claim = claim.use == "claim"
    context = {
        "claim": claim,
        "state": state,
        "state_label": label,
        "state_kind": kind,
        "facts": showing.facts(practice, claim),
        "items": showing.timeline(practice, claim, sent),
        "letter": letter,
        "appeal_by": dates.with_year(letter.appeal_by) if letter else "",
        "left": showing.left_words(left),
        "valid_until": dates.with_year(letter.valid_until) if letter else "",
        "may_appeal": state in ("denied", "part", "no") and left is not None and left >= 0,
        "is_too_late": state in ("denied", "part", "no") and left is not None and left < 0,
        "sent": [showing.request_row(practice, each) for each in sent],
        "list_url": showing.url(practice, "claims" if is_claim else "approvals"),
        "is_claim": is_claim,
        "meaning": meaning.form_of(viewing, claim, state),
    }
    return shell.render(request, "sandbox_portal/insurance/claim.html", context)


@require_POST
@shell.section("claims")
def means(request, practice, viewing, id):
    """Answers the question; the page of the claim says whether it is so."""
    claim = claim_or_404(practice, id)
    state = showing.state(practice, claim, showing.requests(practice))
    if state not in meaning.CHOICES:
        raise Http404("There is nothing to ask about this claim.")
    form = meaning.MeaningForm(request.POST, state=state)
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        is_right = answer in meaning.RIGHT
        practice.log("claims.meaning_said", item=claim.id, answer=answer, is_right=is_right)
        (messages.success if is_right else messages.warning)(request, meaning.CHOICES[state][answer][1])
    else:
        messages.warning(request, _("Choose an answer."))
    return redirect(
        "practice:claim" if claim.use == "claim" else "practice:approval", key=practice.key, id=id
    )


@require_GET
@shell.section("claims")
def letter(request, practice, viewing, id):
    """The plan's letter about a claim: an explanation of benefits."""
    claim = claim_or_404(practice, id, "claim")
    found = practice.chart.letter_of(claim.id, practice.now)
    if found is None:
        raise Http404("The plan has not written yet.")
    viewing.log_once("claims.letter_opened", item=claim.id, outcome=found.outcome)
    context = {
        "claim": claim,
        "letter": found,
        "day": dates.with_year(found.created_at),
        "lines": showing.letter_lines(found),
        "owed": money(found.owed),
        "appeal_by": dates.with_year(found.appeal_by),
    }
    return shell.render(request, "sandbox_portal/insurance/letter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@shell.section("approvals")
def look_up(request, practice, viewing):
    """Does this care need a yes first?"""
    form = CareForm(posted(request))
    slug = form.cleaned_data["care"] if form.is_valid() else ""
    context = {"form": form, "slug": slug, "care": shelf.CARE.get(slug), "send": FormKeyForm()}
    status = 422 if form.errors else 200
    return shell.render(request, "sandbox_portal/insurance/look_up.html", context, status=status)
