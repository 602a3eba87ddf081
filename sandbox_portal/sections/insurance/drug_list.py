"""The drug list: searching it, one medicine with what it costs, and asking for an exception."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections import shell
from sandbox_portal.sections.insurance import drugs, rules, showing
from sandbox_portal.sections.insurance.forms import DrugForm
from sandbox_portal.sections.insurance.models import PlanRequest
from sandbox_portal.sections.insurance.sending import REVIEW, words_for
from sandbox_portal.sections.insurance.states import Kind, State

TIERS = {
    1: gettext_lazy("Tier 1: generic, lowest price"),
    2: gettext_lazy("Tier 2: generic or a brand that the plan likes best"),
    3: gettext_lazy("Tier 3: other brands and dear generics"),
    4: gettext_lazy("Tier 4: highest price"),
}
TAGS = {1: "good", 2: "good", 3: "sun", 4: "sun", None: "stop"}


@require_GET
@shell.section("drugs")
def index(request, practice, viewing):
    """A search, and what was found; without one, the person's own medicines to look up."""
    form = DrugForm(request.GET if "q" in request.GET else None)
    found = {}
    is_asked = form.is_bound and form.is_valid()
    if is_asked:
        found = drugs.search(form.cleaned_data["q"])
        viewing.log_once("drugs.searched", found=len(found), covered=_covered(found))
    elif not form.is_bound:
        viewing.log_once("drugs.opened")
    context = {
        "form": form,
        "is_asked": is_asked,
        "rows": [_row(practice, slug, drug) for slug, drug in found.items()],
        "mine": _mine(viewing),
        "tiers": _tiers(practice),
    }
    status = 422 if form.errors else 200
    return shell.render(request, "sandbox_portal/insurance/drugs.html", context, status=status)


def _covered(found):
    return sum(drug.tier is not None for drug in found.values())


def _row(practice, slug, drug):
    language = get_language()
    return {
        "label": drug.name.in_language(language),
        "hint": drug.use.in_language(language),
        "url": showing.url(practice, "drug", slug=slug),
        "state": _price(practice, drug) if drug.tier else _("Not on the list"),
        "kind": TAGS[drug.tier],
    }


def _price(practice, drug):
    return _("Tier %(tier)d, about $%(dollars)d a month") % {
        "tier": drug.tier,
        "dollars": practice.policy.insurer.drug_tiers[drug.tier - 1],
    }


def _mine(viewing):
    """The medicines of the record that are taken now, each with the word by which it is looked up."""
    return [
        {"name": medication.name, "word": drugs.first_word(medication)}
        for medication in viewing.practice.chart.medications
        if medication.is_prescribed and medication.status == "active"
    ]


def _tiers(practice):
    prices = practice.policy.insurer.drug_tiers
    return [
        {"label": TIERS[tier], "value": _("about $%(n)d a month") % {"n": price}, "change_url": None}
        for tier, price in enumerate(prices, start=1)
    ]


@require_GET
@shell.section("drugs")
def detail(request, practice, viewing, slug):
    """One medicine: its tier and price, the plan's rules for it, and what else there is."""
    drug = _drug(slug)
    viewing.log_once("drugs.opened", item=slug, tier=drug.tier or 0)
    language = get_language()
    asked = PlanRequest.objects.for_practice(practice).sent().about(slug).last()
    context = {
        "slug": slug,
        "drug": drug,
        "name": drug.name.in_language(language),
        "use": drug.use.in_language(language),
        "row": _row(practice, slug, drug),
        "tier": TIERS.get(drug.tier, ""),
        "needs": _needs(drug, language),
        "others": [_row(practice, other, drugs.all_drugs()[other]) for other in drug.instead],
        "others_words": ngettext("The plan pays for this one", "The plan pays for these", len(drug.instead)),
        "may_ask": _kind(drug) is not None and (asked is None or asked.status == State.WITHDRAWN),
        "asked": [showing.request_row(practice, asked)] if asked else [],
        "send": FormKeyForm(),
        "exception_days": practice.policy.insurer.exception_days,
    }
    return shell.render(request, "sandbox_portal/insurance/drug.html", context)


def _needs(drug, language):
    """The plan's rules for a medicine as rows: the word, and what it means here."""
    found = []
    if drug.needs_yes:
        found.append((_("Prior approval"), _("The plan must say yes first. Your doctor’s office asks.")))
    if drug.step:
        found.append((_("Step therapy"), drug.step.in_language(language)))
    if drug.limit:
        found.append((_("Quantity limit"), drug.limit.in_language(language)))
    return [{"label": label, "value": value, "change_url": None} for label, value in found]


def _kind(drug):
    """What can be asked of the plan about a medicine: a prior approval, an exception, or nothing."""
    if drug.tier is None:
        return None if drug.is_free_sale else Kind.EXCEPTION
    return Kind.APPROVAL if drug.needs_yes else None


@require_POST
@shell.section("drugs")
def ask(request, practice, viewing, slug):
    """Has the doctor's office ask the plan: for a yes before it, or for an exception."""
    kind, form = _kind(_drug(slug)), FormKeyForm(request.POST)
    if kind is None or not form.is_valid():
        raise Http404("There is nothing to ask for about this medicine.")
    try:
        made = rules.draft(practice=practice, form_key=form.cleaned_data["form_key"], kind=kind, item=slug)
    except rules.NotPossible as refused:
        messages.info(request, words_for(refused.reason))
        return redirect("practice:drug", key=practice.key, slug=slug)
    return redirect(REVIEW, key=practice.key, pk=made.pk)


def _drug(slug):
    if slug not in drugs.all_drugs():
        raise Http404("No such medicine.")
    return drugs.all_drugs()[slug]
