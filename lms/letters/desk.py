"""The newsletter at the organisation's desk: write, look at it, send it, watch it go."""

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from lms.letters import access, actions
from lms.letters.models import Letter, Subscriber

MOST_SHOWN = 50


class LetterForm(forms.ModelForm):
    """A newsletter in both languages."""

    class Meta:
        model = Letter
        fields = ["subject_en", "body_en", "subject_es", "body_es"]

    def clean_subject_en(self):
        """Refuses a line break."""
        return _one_line(self.cleaned_data["subject_en"])

    def clean_subject_es(self):
        """Refuses a line break."""
        return _one_line(self.cleaned_data["subject_es"])


def _one_line(subject):
    """Returns a subject; one with a line break could add headers of its own to an e-mail."""
    if len(subject.splitlines()) > 1:
        raise forms.ValidationError(_("A subject is one line."))
    return subject


def _readers(organisation):
    return Subscriber.objects.for_organisation(organisation).confirmed().count()


@require_safe
def letters(request, organisation):
    """Lists the organisation's newsletters with how far each has gone."""
    organisation = access.looked_after(request, organisation)
    words = {
        "organisation": organisation,
        "letters": Letter.objects.for_organisation(organisation).with_counts()[:MOST_SHOWN],
        "readers": _readers(organisation),
    }
    return TemplateResponse(request, "wagtailadmin/letters/list.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, organisation, letter=None):
    """Writes a newsletter, or changes one that has not been sent."""
    organisation = access.looked_after(request, organisation)
    drafts = Letter.objects.for_organisation(organisation).filter(started_at=None)
    draft = get_object_or_404(drafts, pk=letter) if letter else Letter(organisation=organisation)
    form = LetterForm(request.POST if request.method == "POST" else None, instance=draft)
    if form.is_bound and form.is_valid():
        kept = form.save(commit=False)
        kept.written_by = request.user
        kept.save()
        return HttpResponseRedirect(reverse("letters_desk:preview", args=[organisation.pk, kept.pk]))
    words = {"organisation": organisation, "form": form, "letter": letter}
    return TemplateResponse(
        request, "wagtailadmin/letters/write.html", words, status=422 if form.errors else 200
    )


@require_safe
def preview(request, organisation, letter):
    """Shows a newsletter as readers will get it, with the button that sends it, or how far it is."""
    organisation = access.looked_after(request, organisation)
    mine = Letter.objects.for_organisation(organisation).with_counts()
    found = get_object_or_404(mine, pk=letter)
    sides = [(name, *found.words(code)) for code, name in (("en", "English"), ("es", "Español"))]
    words = {
        "organisation": organisation,
        "letter": found,
        "sides": sides,
        "readers": _readers(organisation),
        "failed": found.deliveries.filter(has_failed=True).count(),
    }
    return TemplateResponse(request, "wagtailadmin/letters/preview.html", words)


@require_POST
def send(request, organisation, letter):
    """Sends a newsletter off, once."""
    organisation = access.looked_after(request, organisation)
    found = get_object_or_404(Letter.objects.for_organisation(organisation), pk=letter)
    if actions.start(letter=found):
        messages.success(request, _("The newsletter is on its way. It takes a minute or more."))
    else:
        messages.error(request, _("This newsletter was sent before."))
    return HttpResponseRedirect(reverse("letters_desk:preview", args=[organisation.pk, found.pk]))


urlpatterns = [
    path("<int:organisation>/", letters, name="list"),
    path("<int:organisation>/new/", write, name="new"),
    path("<int:organisation>/<int:letter>/", preview, name="preview"),
    path("<int:organisation>/<int:letter>/change/", write, name="change"),
    path("<int:organisation>/<int:letter>/send/", send, name="send"),
]
