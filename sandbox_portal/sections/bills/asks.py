"""Asking the billing office: about a bill, for an estimate, for help with costs, for money back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal import personas, safety
from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections import asking as pages
from sandbox_portal.sections import dates, shell
from sandbox_portal.sections.bills import asking, rules, showing
from sandbox_portal.sections.bills.forms import EstimateForm, HelpForm, QuestionForm
from sandbox_portal.sections.bills.models import BillingAsk
from sandbox_portal.sections.bills.states import Kind, State
from sandbox_portal.sections.bills.views import bill_or_404
from sandbox_portal.sections.posting import posted
from sandbox_portal.sections.stopping import stop

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
NEXT = "practice:bill-ask-review"


def _asked_already():
    return _("You asked about this already, and the answer is not here yet.")


def _back(practice, bill=None):
    if bill is not None:
        return {"back_url": showing.url(practice, "bill", id=bill.id), "back_label": str(bill.title)}
    return {"back_url": showing.url(practice, "bills"), "back_label": _("Bills")}


@sensitive_post_parameters("note")
@get_or_post
@shell.section("bills")
def question(request, practice, viewing, id):
    """Which line, and what about it. Nothing is sent yet."""
    bill = bill_or_404(practice, id)
    allowed = safety.Allowed.of(practice.chart, practice.policy)
    lines = [(line.number, showing.line_name(line)) for line in bill.lines]
    chosen = {"line": request.GET.get("line")}  # from a line of the itemized bill
    form = QuestionForm(posted(request), allowed=allowed, lines=lines, initial=chosen)
    if stopped := stop(request, practice, form, "bills.stopped"):
        return stopped
    if form.is_bound and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("form_key", "line", "about", "note")}
        try:
            made = asking.draft(practice=practice, kind=Kind.QUESTION, bill=bill.id, **said)
            return redirect(NEXT, key=practice.key, pk=made.pk)
        except rules.NotPossible:
            form.add_error("line", _asked_already())
    page = pages.Page(
        heading=_("Ask about this bill"),
        intro=_("While they look at it, the bill is on hold: you need not pay."),
        button=_("Next: look at it once more"),
        **_back(practice, bill),
    )
    return pages.form(request, page, form, guard=True)


@get_or_post
@shell.section("bills")
def estimate(request, practice, viewing):
    """Asks what some care will cost, before it."""
    form = EstimateForm(posted(request))
    if form.is_valid():
        try:
            made = asking.draft(practice=practice, kind=Kind.ESTIMATE, **form.cleaned_data)
            return redirect(NEXT, key=practice.key, pk=made.pk)
        except rules.NotPossible:
            form.add_error("about", _asked_already())
    page = pages.Page(
        heading=_("Ask what it will cost"),
        intro=_("You get a written estimate before the care. Keep it, and lay it beside the bill later."),
        button=_("Next: look at it once more"),
        **_back(practice),
    )
    return pages.form(request, page, form)


def _as_whom(practice):
    income = personas.get(practice.persona).income
    how = _("Answer as the person you play. Do not type your own income.")
    return f"{income} {how}" if income else how


@get_or_post
@shell.section("bills")
def help_with_costs(request, practice, viewing):
    """Asks for help with what is owed."""
    form = HelpForm(posted(request))
    if form.is_valid():
        try:
            made = asking.draft(practice=practice, kind=Kind.HELP, **form.cleaned_data)
            return redirect(NEXT, key=practice.key, pk=made.pk)
        except rules.NotPossible:
            form.add_error("about", _asked_already())
    page = pages.Page(
        heading=_("Ask for help with costs"),
        intro=_as_whom(practice),
        button=_("Next: look at it once more"),
        **_back(practice),
    )
    return pages.form(request, page, form)


@require_POST
@shell.section("bills")
def refund(request, practice, viewing, id):
    """Asks for money back that was paid too much."""
    bill = bill_or_404(practice, id)
    form = FormKeyForm(request.POST)
    if not form.is_valid():
        raise Http404("A form without its key.")
    try:
        key = form.cleaned_data["form_key"]
        made = asking.draft(practice=practice, form_key=key, kind=Kind.REFUND, about="credit", bill=bill.id)
    except rules.NotPossible as refused:
        no_credit = _("Nothing was paid too much on this bill.")
        messages.info(request, no_credit if refused.reason == "no-credit" else _asked_already())
        return redirect("practice:bill", key=practice.key, id=bill.id)
    return redirect(NEXT, key=practice.key, pk=made.pk)


@get_or_post
@shell.section("bills")
def review(request, practice, viewing, pk):
    """All of it once more; the button sends it, once."""
    ask = _ask(practice, pk)
    if ask.status != State.DRAFT:
        messages.info(request, _("This request was sent before. It was sent only once."))
        return redirect("practice:bill-asked", key=practice.key, pk=ask.pk)
    if request.method == "POST":
        return _send(request, practice, viewing, ask)
    context = {
        "rows": showing.ask_rows(practice, ask, _change(practice, ask)),
        "heading": _("Check and send"),
        "button": _("Send the request"),
        "lead": _("The answer comes by %(day)s. Note that day.")
        % {"day": dates.long_day(asking.answer_on(practice, ask.kind))},
    }
    return shell.render(request, "sandbox_portal/bills/review.html", context)


def _change(practice, ask):
    if ask.kind in (Kind.REFUND, Kind.ITEMIZED):
        return None
    names = {Kind.ESTIMATE: "bill-estimate", Kind.HELP: "bill-help"}
    if ask.kind in names:
        return showing.url(practice, names[ask.kind])
    return showing.url(practice, "bill-ask", id=ask.bill)


def _send(request, practice, viewing, ask):
    if "discard" in request.POST:
        rules.discard(draft=ask)
        messages.info(request, _("The request is gone. Nothing was sent."))
        return redirect("practice:bills", key=practice.key)
    has_letter = bool(viewing.facts_of("bills.compared", ask.bill).get("has_letter"))
    is_compared = bool(ask.bill) and (has_letter or ask.bill in viewing.opened("bills.itemized_opened"))
    try:
        asking.submit(ask=ask, is_compared=is_compared)
    except rules.NotPossible:
        messages.warning(request, _asked_already())
        return redirect("practice:bills", key=practice.key)
    messages.success(request, _("Your request is sent. This is practice: no real person gets it."))
    return redirect("practice:bill-asked", key=practice.key, pk=ask.pk)


@require_GET
@shell.section("bills")
def track(request, practice, viewing, pk):
    """Where it is, and the answer."""
    ask = _ask(practice, pk)
    if ask.status == State.DRAFT:
        return redirect(NEXT, key=practice.key, pk=ask.pk)
    viewing.log_once(
        "bills.answer_opened", ask=ask.pk, kind=ask.kind, item=ask.bill or None, status=ask.status
    )
    bill = practice.chart.bill(ask.bill) if ask.bill else None
    until = _("The answer comes by %(day)s.") % {"day": dates.with_year(ask.answer_on)} if ask.is_open else ""
    may_withdraw = ask.status in (State.SENT, State.NEEDS_PAPERS)
    context = {
        "page": pages.Page(heading=showing.ask_title(practice, ask), intro=until, **_back(practice, bill)),
        "rows": showing.ask_rows(practice, ask),
        "items": showing.ask_steps(ask),
        "take_back_url": showing.url(practice, "bill-ask-back", pk=ask.pk) if may_withdraw else "",
        "paper_url": showing.url(practice, "bill-ask-paper", pk=ask.pk)
        if ask.status == State.NEEDS_PAPERS
        else "",
        "estimate": showing.estimate(practice, ask),
        "itemized_url": showing.url(practice, "bill-itemized", id=bill.id)
        if ask.status == State.ARRIVED
        else "",
        "is_collections": bill is not None and bill.is_in_collections,
    }
    return shell.render(request, "sandbox_portal/bills/asked.html", context)


@require_POST
@shell.section("bills")
def paper(request, practice, viewing, pk):
    """Hands in the paper that was asked for."""
    ask = _ask(practice, pk)
    try:
        asking.send_paper(ask=ask)
        messages.success(request, _("The benefit letter is sent. It is a sample: nothing of yours went out."))
    except rules.NotPossible:
        messages.info(request, _("No paper is asked for now."))
    return redirect("practice:bill-asked", key=practice.key, pk=ask.pk)


@require_POST
@shell.section("bills")
def withdraw(request, practice, viewing, pk):
    """Takes it back."""
    ask = _ask(practice, pk)
    try:
        asking.withdraw(ask=ask)
        messages.success(request, _("You took your request back."))
    except rules.NotPossible:
        messages.warning(
            request, _("It is too late to take it back: someone is checking it. Call the clinic.")
        )
    return redirect("practice:bill-asked", key=practice.key, pk=ask.pk)


def _ask(practice, pk):
    found = BillingAsk.objects.for_practice(practice).with_statuses().filter(pk=pk).first()
    if found is None:
        raise Http404("No such request in this practice.")
    found.practice = practice
    return found
