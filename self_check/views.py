"""The self-check, one question a page, its result, and the plan."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.people import guests
from sandbox_portal import safety
from self_check import calendar, library, mirror, plan, sittings
from self_check.forms import AnswerForm, PlanStepForm, ReplyForm
from self_check.models import FollowUp, PlanStep, Sitting
from self_check.presenters import ResultPage


@never_cache
@require_safe
def said_and_done(request):
    """What the learner said they can do beside what they did in practice. Only they see it."""
    rows = mirror.of(request.learner, get_language())
    return render(request, "self_check/mirror.html", {"rows": rows})


@never_cache
@require_safe
def home(request):
    """Says what the self-check is, and begins or goes on with it."""
    language = get_language()
    mine = Sitting.objects.for_learner(request.learner).whole()
    forms = [
        {
            "slug": slug,
            "texts": version.questionnaire.in_language(language),
            "count": len(version.questionnaire.questions),
        }
        for slug, version in library.current().items()
    ]
    return render(
        request,
        "self_check/home.html",
        {
            "first": forms[0] if forms else None,
            "others": forms[1:],
            "is_caregiver": bool(request.learner and request.learner.path == "caregiver"),
            "going_on": mine.open().first(),
            "results": [
                {"sitting": sitting, "title": sitting.questionnaire.in_language(language).title}
                for sitting in mine.finished()[:5]
            ],
        },
    )


@require_POST
def begin(request):
    """Starts a sitting, or goes on with the open one."""
    version = library.current().get(request.POST.get("questionnaire", ""))
    if version is None:
        raise Http404
    sitting = sittings.start(
        learner=guests.ensure(request), organisation=request.organisation, version=version
    )
    return _next(sitting)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request, sitting_id, number):
    """Shows one question and keeps its answer; back shows the answer that was given."""
    sitting = _sitting(request, sitting_id)
    questions = sitting.questionnaire.questions
    if not 1 <= number <= len(questions):
        raise Http404
    if sitting.finished_at:
        return redirect("check:result", sitting_id)
    asked = questions[number - 1]
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        questionnaire=sitting.questionnaire,
        question=asked,
        language=get_language(),
        initial={"answer": sitting.values().get(asked.key)},
    )
    if request.method == "POST" and form.is_valid():
        sittings.answer(sitting=sitting, question=asked.key, value=form.cleaned_data["answer"])
        if number < len(questions):
            return redirect("check:question", sitting_id, number + 1)
        return _next(_sitting(request, sitting_id))
    context = {
        "form": form,
        "number": number,
        "count": len(questions),
        "hint": sitting.questionnaire.in_language(get_language()).answer_hint,
        "back": reverse("check:question", args=[sitting_id, number - 1])
        if number > 1
        else reverse("check:home"),
    }
    return render(request, "self_check/question.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_safe
def result(request, sitting_id):
    """Shows strengths first, then at most three next steps."""
    sitting = _sitting(request, sitting_id)
    if not sitting.finished_at:
        return _next(sitting)
    return render(request, "self_check/result.html", {"page": ResultPage(sitting)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_plan(request):
    """Shows the plan and the questions about it, and adds a step of the learner's own."""
    form = PlanStepForm(
        request.POST if request.method == "POST" else None,
        initial={"form_key": uuid.uuid4(), "skill": _skill(request)},
    )
    if request.method == "POST":
        stop = safety.interrupt_if_needed(request, form)
        if stop:
            return stop
        if form.is_valid():
            plan.add_step(
                learner=guests.ensure(request),
                organisation=request.organisation,
                source=PlanStep.Source.OWN,
                **form.cleaned_data,
            )
            messages.success(request, _("It is on your plan."))
            return redirect("check:plan")
    mine = PlanStep.objects.for_learner(request.learner).whole()
    due = FollowUp.objects.for_learner(request.learner).due(timezone.localdate())
    context = {
        "form": form,
        "steps": mine,
        "has_days": bool(calendar.open_questions(mine)),
        "questions": [{"follow_up": one, "form": ReplyForm(auto_id=f"id_{one.pk}_%s")} for one in due],
    }
    return render(request, "self_check/plan.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_safe
def plan_calendar(request):
    """Sends the steps still to be asked about as a file for the learner's own calendar."""
    found = calendar.open_questions(PlanStep.objects.for_learner(request.learner))
    if not found:
        messages.info(request, _("There is no step to put into a calendar yet."))
        return redirect("check:plan")
    answer = HttpResponse(calendar.file(found), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="my-plan.ics"'
    return answer


@require_POST
def add_from_result(request, sitting_id):
    """Puts one of a result's next steps on the plan, in words that follow "I will"."""
    sitting = _sitting(request, sitting_id)
    if not sitting.finished_at:
        return _next(sitting)
    wanted = request.POST.get("skill")
    step = next((step for step in ResultPage(sitting).next_steps if step.skill == wanted), None)
    if step is None:
        raise Http404
    plan.add_step(
        learner=sitting.learner,
        organisation=sitting.organisation,
        when_text=_("I next open my portal"),
        will_text=step.plan,
        skill=step.skill,
        source=PlanStep.Source.SELF_CHECK,
        source_key=sitting.questionnaire.slug,
        form_key=step.form_key,
    )
    messages.success(request, _("It is on your plan."))
    return redirect("check:plan")


@require_POST
def reply(request, follow_up_id):
    """Keeps whether a step was taken."""
    follow_up = get_object_or_404(FollowUp.objects.for_learner(request.learner), pk=follow_up_id)
    form = ReplyForm(request.POST)
    if form.is_valid():
        plan.reply(follow_up=follow_up, reply=form.cleaned_data["reply"])
        messages.success(request, _("Thank you. Saved."))
    else:
        messages.error(request, _("Pick one answer, then save it."))
    return redirect("check:plan")


@require_POST
def remove(request, step_id):
    """Takes a step off the plan."""
    plan.remove(step=get_object_or_404(PlanStep.objects.for_learner(request.learner), pk=step_id))
    messages.success(request, _("The step is off your plan."))
    return redirect("check:plan")


def _sitting(request, sitting_id):
    return get_object_or_404(
        Sitting.objects.for_learner(request.learner).whole().select_related("learner", "organisation"),
        pk=sitting_id,
    )


def _next(sitting):
    number = sitting.next_number()
    if number <= len(sitting.questionnaire.questions):
        return redirect("check:question", sitting.pk, number)
    sittings.finish(sitting=sitting)
    return redirect("check:result", sitting.pk)


def _skill(request):
    return request.GET.get("skill", "regular-use")
