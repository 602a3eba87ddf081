"""A payment plan: how much each month, a review page, then the plan with what is still to come."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox_portal.sections import asking as pages
from sandbox_portal.sections import shell
from sandbox_portal.sections.bills import cards, rules, showing, standing
from sandbox_portal.sections.bills.forms import CardForm, PlanForm
from sandbox_portal.sections.bills.models import PaymentPlan
from sandbox_portal.sections.bills.paying import tell_refusal
from sandbox_portal.sections.bills.states import RUNNING, Plan
from sandbox_portal.sections.bills.views import bill_or_404
from sandbox_portal.sections.posting import posted

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _words(practice, reason):
    policy = practice.policy.bills
    return {
        "not-final": _("This bill is not final. Wait for your plan, then ask for a payment plan."),
        "nothing-left": _("Nothing is left to pay on this bill."),
        "plan-already": _("There is a payment plan for this bill already."),
        "too-small": _("The smallest monthly payment here is $%(least)s.") % {"least": policy.plan_lowest},
        "too-long": _("A plan here may take %(months)s months at most. Choose more each month.")
        % {"months": policy.plan_months},
    }[reason]


@sensitive_post_parameters()
@get_or_post
@shell.section("bills")
def new(request, practice, viewing, id):
    """How much each month, on which day, with which practice card."""
    bill = bill_or_404(practice, id)
    stands = standing.of(practice, bill)
    form = PlanForm(posted(request), practice=practice)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = rules.draft_plan(
                practice=practice,
                form_key=said["form_key"],
                bill=bill,
                cents=said["amount"],
                day=said["day"],
                card=form.card,
            )
            return redirect("practice:payment-plan-review", key=practice.key, pk=made.pk)
        except rules.NotPossible as refused:
            form.add_error("amount", _words(practice, refused.reason))
    tell_refusal(practice, form)
    context = {
        "bill": bill,
        "form": form,
        "left": showing.money(stands.left),
        "rules": practice.policy.bills,
        "cards": cards.rows(practice),
    }
    status = 422 if form.is_bound else 200
    return shell.render(request, "sandbox_portal/bills/plan_new.html", context, status=status)


@get_or_post
@shell.section("bills")
def review(request, practice, viewing, pk):
    """All of it once more; the button begins the plan, once."""
    plan = _plan(practice, pk)
    if plan.status != Plan.DRAFT:
        return redirect("practice:payment-plan", key=practice.key, pk=plan.pk)
    if request.method == "POST":
        return _answer(request, practice, plan)
    known = standing.ledger(practice, plans=())
    stands = standing.of(practice, practice.chart.bill(plan.bill), known)
    context = {
        "rows": showing.plan_rows(practice, plan, stands, showing.url(practice, "bill-plan", id=plan.bill)),
        "stands": stands,
        "heading": _("Check and begin the plan"),
        "button": _("Begin the plan"),
        "warnings": [_("You asked about this bill, and the answer is not here yet.")] if stands.ask else [],
    }
    return shell.render(request, "sandbox_portal/bills/review.html", context)


def _answer(request, practice, plan):
    if "discard" in request.POST:
        rules.discard(draft=plan)
        messages.info(request, _("Nothing was begun."))
        return redirect("practice:bill", key=practice.key, id=plan.bill)
    try:
        rules.start_plan(plan=plan)
    except rules.NotPossible as refused:
        messages.warning(request, _words(practice, refused.reason))
        return redirect("practice:bill", key=practice.key, id=plan.bill)
    messages.success(request, _("Your payment plan has begun. This is practice: no real money moves."))
    return redirect("practice:payment-plan", key=practice.key, pk=plan.pk)


@require_GET
@shell.section("bills")
def track(request, practice, viewing, pk):
    """The plan, what was paid on it, and the ways out of it."""
    plan = _plan(practice, pk)
    if plan.status == Plan.DRAFT:
        return redirect("practice:payment-plan-review", key=practice.key, pk=plan.pk)
    return _show(request, practice, plan, CardForm(practice=practice))


@sensitive_post_parameters()
@require_POST
@shell.section("bills")
def catch_up(request, practice, viewing, pk):
    """Pays a missed month with another card."""
    plan = _plan(practice, pk)
    form = CardForm(request.POST, practice=practice)
    if plan.status != Plan.MISSED:
        return redirect("practice:payment-plan", key=practice.key, pk=plan.pk)
    if form.is_valid():
        rules.catch_up(plan=plan, card=form.card)
        plan.refresh_from_db()
        if plan.status == Plan.MISSED:
            messages.warning(request, _("The bank said no to this card too. Try another one."))
        else:
            messages.success(request, _("The missed month is paid. The plan goes on."))
        return redirect("practice:payment-plan", key=practice.key, pk=plan.pk)
    tell_refusal(practice, form)
    return _show(request, practice, plan, form)


def _show(request, practice, plan, form):
    bill = practice.chart.bill(plan.bill)
    stands = standing.of(practice, bill, standing.ledger(practice, plans=(plan,)))
    is_over = plan.status not in RUNNING
    items = pages.steps(plan, Plan, showing.REASONS, stopped=(Plan.MISSED, Plan.ENDED), is_open=not is_over)
    context = {
        "plan": plan,
        "bill": bill,
        "rows": showing.plan_rows(practice, plan, stands),
        "items": items,
        "payments": [showing.payment_row(practice, each) for each in stands.payments],
        "is_missed": plan.status == Plan.MISSED,
        "may_end": not is_over,
        "form": form,
        "cards": cards.rows(practice),
    }
    status = 422 if form.is_bound else 200
    return shell.render(request, "sandbox_portal/bills/plan.html", context, status=status)


@require_POST
@shell.section("bills")
def end(request, practice, viewing, pk):
    """Ends the plan."""
    plan = _plan(practice, pk)
    if plan.status in RUNNING:
        rules.end_plan(plan=plan)
        messages.info(request, _("The plan has ended. What is left is due now."))
    return redirect("practice:payment-plan", key=practice.key, pk=plan.pk)


def _plan(practice, pk):
    found = PaymentPlan.objects.for_practice(practice).with_statuses().filter(pk=pk).first()
    if found is None:
        raise Http404("No such plan in this practice.")
    found.practice = practice
    return found
