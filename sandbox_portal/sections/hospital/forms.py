"""Forms of the hospital: everything is chosen from a list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections.hospital import shelf


class RequestForm(FormKeyForm):
    """What one would like to have."""

    what = forms.ChoiceField(
        label=_("What would you like?"),
        choices=shelf.ALL.items,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you would like.")},
    )


class TellBackForm(forms.Form):
    """One question before one goes home."""

    answer = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": _("Choose one of the answers.")}
    )

    def __init__(self, *args, question, **kwargs):
        super().__init__(*args, prefix=question["slug"], **kwargs)
        self.fields["answer"].label = question["label"]
        self.fields["answer"].choices = question["choices"]


class PapersForm(forms.Form):
    """What happens to the papers."""

    how = forms.ChoiceField(
        label=_("What do you do with the papers?"),
        choices=shelf.PAPERS.items,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you do with the papers.")},
    )
