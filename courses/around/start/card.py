"""The card for the real thing: which portal, its address, its help number, and the next step.

It is typed on the page and printed. Nothing of it is kept, unless somebody puts it into their notebook.
"""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.around.start import scripts
from courses.notebook import actions as notebook
from courses.routing import root_paths
from courses.words import words_field
from lms import qr
from lms.organisations import places
from lms.people import guests
from sandbox_portal import safety
from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.safety import SafeFormMixin


class _Fields(FormKeyForm):
    portal = words_field(label=gettext_lazy("My portal is called"), max_length=80, is_short=True)
    address = forms.CharField(
        label=gettext_lazy("Its address, or where I find the app"), max_length=120, required=False
    )
    number = forms.CharField(
        label=gettext_lazy("Help number of my portal or clinic"), max_length=40, required=False
    )
    step = words_field(label=gettext_lazy("My next step"), max_length=200)


class CardForm(SafeFormMixin, _Fields):
    """The four lines of the card."""

    def lines(self):
        """Returns the filled lines as text for the notebook."""
        names = ("portal", "address", "number", "step")
        given = [(self.fields[name].label, self.cleaned_data[name]) for name in names]
        return "\n".join(f"{label}: {text}" for label, text in given if text)


def _lesson(request):
    """Returns the lesson that the card is for, or None."""
    course, _slash, slug = request.GET.get("lesson", "").partition("/")
    root = root_paths(request).get(get_language())
    return scripts.lesson_at(course, slug, root) if slug else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def card(request):
    """Shows the card to fill in and print; a POST puts it into the learner's notebook."""
    form = CardForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        request.sensitive_post_parameters = "__ALL__"
        stop = safety.interrupt_if_needed(request, form)
        if stop:
            return stop
        if form.is_valid():
            if form.lines():
                notebook.add(
                    learner=guests.ensure(request),
                    text="\n".join([str(_("My card for the real portal")), form.lines()]),
                    form_key=form.cleaned_data["form_key"],
                )
                messages.success(request, _("Your card is in your notebook."))
                return redirect("courses:notebook")
            form.add_error(None, _("The card is empty. Fill in one line or more."))
    lesson = _lesson(request)
    path = lesson.get_url(request) if lesson else places.below(f"/{get_language()}/")
    url = request.build_absolute_uri(path)
    context = {"form": form, "lesson": lesson, "url": url, "qr": qr.drawn(url)}
    return render(request, "courses/around/card.html", context, status=422 if form.errors else 200)
