"""The trainer's pages: begin, one case at a time, what was right and why, and the summary."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.people import guests
from sandbox_portal import form_keys
from sandbox_portal.trainer import rules
from sandbox_portal.trainer.forms import ChoiceForm
from sandbox_portal.trainer.items import all_items
from sandbox_portal.trainer.models import Choice, Sitting

FOLDER = "sandbox_portal/trainer"


def _mine(request, key):
    found = Sitting.objects.for_learner(request.learner).filter(key=key)
    sitting = found.select_related("learner", "organisation").prefetch_related("choices").first()
    if sitting is None:
        raise Http404("There is no such sitting for this learner.")
    return sitting


def _page(request, name, context, status=200):
    response = render(request, f"{FOLDER}/{name}.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request):
    """What the trainer is; sending the form begins ten cases."""
    form = form_keys.FormKeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        sitting = rules.begin(
            learner=guests.ensure(request),
            organisation=request.organisation,
            form_key=form.cleaned_data["form_key"],
            language=get_language(),
        )
        return redirect("practice:trainer_case", key=sitting.key)
    going_on = Sitting.objects.for_learner(request.learner).open().first()
    return _page(request, "begin", {"form": form, "going_on": going_on, "cases": rules.CASES})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request, key):
    """The case whose turn it is. A form that was sent before leads on, and changes nothing."""
    sitting = _mine(request, key)
    item, number = rules.next_case(sitting)
    form = ChoiceForm(request.POST or None, initial={"item": item.slug if item else ""})
    if form.is_valid():
        try:
            made = rules.choose(sitting=sitting, **form.cleaned_data)
        except rules.OutOfTurn:
            raise Http404("This case is not in this sitting.") from None
        return redirect("practice:trainer_answer", key=key, item=made.item)
    if item is None:
        return redirect("practice:trainer_summary", key=key)
    context = {
        "form": form,
        "case": item.case.in_language(get_language()),
        "number": number,
        "total": len(sitting.items),
    }
    return _page(request, "case", context, status=422 if form.is_bound else 200)


@never_cache
@require_safe
def answer(request, key, item):
    """Whether the choice was right, and why."""
    sitting = _mine(request, key)
    made = next((choice for choice in sitting.choices.all() if choice.item == item), None)
    if made is None:
        return redirect("practice:trainer_case", key=key)
    found, language = all_items()[item], get_language()
    waiting, _number = rules.next_case(sitting)
    context = {
        "sitting": sitting,
        "verdict": found.verdict(made.way),
        "case": found.case.in_language(language),
        "why": found.why.in_language(language),
        "chosen": made.get_way_display(),
        "right": Choice.Way(found.right).label,
        "is_last": waiting is None,
    }
    return _page(request, "answer", context)


@never_cache
@require_safe
def summary(request, key):
    """How the sitting went: too slow and too urgent counted apart, and how well one knew."""
    sitting = _mine(request, key)
    if sitting.ended_at is None:
        return redirect("practice:trainer_case", key=key)
    found, language = rules.score(sitting), get_language()
    context = {
        "score": found,
        "misses": _told(found.misses, language),
        "overcalls": _told(found.overcalls, language),
        "form": form_keys.FormKeyForm(),
    }
    return _page(request, "summary", context)


def _told(pairs, language):
    return [
        {
            "case": item.case.in_language(language),
            "why": item.why.in_language(language),
            "right": Choice.Way(item.right).label,
        }
        for item, _choice in pairs
    ]
