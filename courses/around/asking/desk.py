"""The questions of visitors at the organisation's desk: a list, and the form for an answer."""

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from courses.around.asking import actions
from courses.around.asking.models import AskedQuestion
from lms.letters import access

MOST_SHOWN = 100


class AnswerForm(forms.Form):
    """Asks for the answer to one question."""

    answer = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


def _page(request, organisation, status=200):
    rows = AskedQuestion.objects.for_organisation(organisation).open_first().select_related("answered_by")
    return TemplateResponse(
        request,
        "wagtailadmin/letters/questions.html",
        {"organisation": organisation, "questions": rows[:MOST_SHOWN]},
        status=status,
    )


@require_safe
def questions(request, organisation):
    """Shows the questions asked on the organisation's own site."""
    return _page(request, access.looked_after(request, organisation))


@require_POST
def answer(request, organisation, question):
    """Keeps an answer, and sends it where an address was left."""
    organisation = access.looked_after(request, organisation)
    mine = AskedQuestion.objects.for_organisation(organisation)
    found = get_object_or_404(mine.select_related("organisation"), pk=question)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please write an answer first."))
        return _page(request, organisation, status=422)
    try:
        actions.answer(question=found, text=form.cleaned_data["answer"], by=request.user)
    except actions.AlreadyAnswered:
        messages.error(request, _("Somebody else has answered this question."))
    else:
        messages.success(request, _("Your answer is kept, and sent if they left an e-mail."))
    return HttpResponseRedirect(reverse("asked:list", args=[organisation.pk]))


urlpatterns = [
    path("<int:organisation>/", questions, name="list"),
    path("<int:organisation>/<int:question>/", answer, name="answer"),
]
