"""A trainer's pages: begin, one case at a time, what was right and why, and the summary."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.people import guests
from sandbox_portal import form_keys
from sandbox_portal.trainer import rules
from sandbox_portal.trainer.forms import ChoiceForm
from sandbox_portal.trainer.models import Choice, Sitting


def _mine(request, key, drill):
    found = Sitting.objects.for_learner(request.learner).at(drill.slug).filter(key=key)
    sitting = found.select_related("learner", "organisation").prefetch_related("choices").first()
    if sitting is None:
        raise Http404("There is no such sitting for this learner.")
    return sitting


def _page(request, drill, name, context, status=200):
    response = render(request, f"{drill.folder}/{name}.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request, drill):
    """What the trainer is; sending the form begins its cases."""
    form = form_keys.FormKeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        sitting = rules.begin(
            learner=guests.ensure(request),
            organisation=request.organisation,
            form_key=form.cleaned_data["form_key"],
            language=get_language(),
            drill=drill.slug,
        )
        return redirect(f"practice:{drill.prefix}_case", key=sitting.key)
    going_on = Sitting.objects.for_learner(request.learner).at(drill.slug).open().first()
    return _page(request, drill, "begin", {"form": form, "going_on": going_on, "cases": drill.cases})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request, key, drill):
    """The case whose turn it is. A form that was sent before leads on, and changes nothing."""
    sitting = _mine(request, key, drill)
    item, number = rules.next_case(sitting)
    form = ChoiceForm(request.POST or None, initial={"item": item.slug if item else ""}, drill=drill)
    if form.is_valid():
        try:
            made = rules.choose(sitting=sitting, **form.cleaned_data)
        except rules.OutOfTurn:
            raise Http404("This case is not in this sitting.") from None
        return redirect(f"practice:{drill.prefix}_answer", key=key, item=made.item)
    if item is None:
        return redirect(f"practice:{drill.prefix}_summary", key=key)
    context = {**_told(item), "form": form, "number": number, "total": len(sitting.items)}
    return _page(request, drill, "case", context, status=422 if form.is_bound else 200)


@never_cache
@require_safe
def answer(request, key, item, drill):
    """Whether the choice was right, and why."""
    sitting = _mine(request, key, drill)
    made = next((choice for choice in sitting.choices.all() if choice.item == item), None)
    if made is None:
        return redirect(f"practice:{drill.prefix}_case", key=key)
    found = drill.items[item]
    waiting, _number = rules.next_case(sitting)
    context = {
        **_told(found),
        "sitting": sitting,
        "verdict": found.verdict(made.way),
        "chosen": made.get_way_display(),
        "is_last": waiting is None,
    }
    return _page(request, drill, "answer", context)


@never_cache
@require_safe
def summary(request, key, drill):
    """How the sitting went: the two ways to be wrong counted apart, and how well one knew."""
    sitting = _mine(request, key, drill)
    if sitting.ended_at is None:
        return redirect(f"practice:{drill.prefix}_case", key=key)
    found = rules.score(sitting)
    context = {
        "score": found,
        "misses": [_told(item) for item, _choice in found.misses],
        "overcalls": [_told(item) for item, _choice in found.overcalls],
        "form": form_keys.FormKeyForm(),
    }
    return _page(request, drill, "summary", context)


def _told(item):
    language = get_language()
    return {
        "case": item.case.in_language(language),
        "why": item.why.in_language(language),
        "right": Choice.Way(item.right).label,
        "channel": item.channel,
        "sender": item.sender.in_language(language) if item.sender else "",
    }
