"""The form for a question about this site. What the guard stops is neither kept nor logged."""

from django import forms
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.around.asking import actions
from courses.words import words_field
from lms.letters import limits
from sandbox_portal import safety
from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.safety import SafeFormMixin

BAD_FORM, TOO_MANY = 422, 429


class _Fields(FormKeyForm):
    text = words_field(
        label=gettext_lazy("Your question"),
        help_text=gettext_lazy(
            "Ask about this site or about portals. Leave out names, numbers and health facts."
        ),
        required=True,
        max_length=600,
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail, if you want an answer"),
        help_text=gettext_lazy("We use it once, for the answer. Then we delete it."),
        required=False,
    )
    website = forms.CharField(label=gettext_lazy("Leave this empty"), required=False)


class QuestionForm(SafeFormMixin, _Fields):
    """A question, an address for the answer if wanted, and a field that only programs fill in."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    """Asks for a question and gives it to the organisation's desk."""
    form = QuestionForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        request.sensitive_post_parameters = "__ALL__"
        stop = safety.interrupt_if_needed(request, form)
        if stop:
            return stop
        if form.is_valid():
            if form.cleaned_data["website"]:  # a program: it is thanked and nothing is kept
                return redirect("around:thanks")
            if request.organisation and limits.allows(request, "question"):
                actions.ask(
                    organisation=request.organisation,
                    language=get_language(),
                    **{name: form.cleaned_data[name] for name in ("text", "email", "form_key")},
                )
                return redirect("around:thanks")
            form.add_error(None, _("Too many questions came from here. Please try again in an hour."))
            status = TOO_MANY
        elif form.errors:
            status = BAD_FORM
    return render(request, "courses/around/ask.html", {"form": form}, status=status)


@require_safe
def thanks(request):
    """Says that the question is there, and what comes next."""
    return render(request, "courses/around/thanks.html")
