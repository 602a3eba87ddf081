"""Forms of the hospital. Words of one's own are typed in the survey only."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.safety.forms import SafeFormMixin, SafeTextField
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


def _question(slug):
    label, choices = shelf.SURVEY[slug]
    return forms.ChoiceField(label=label, choices=choices.items, widget=forms.RadioSelect, required=False)


class SurveyForm(SafeFormMixin, forms.Form):
    """The survey after a stay. Each question may be left open, but not all of them."""

    told = _question("told")
    came = _question("came")
    quiet = _question("quiet")
    knew = _question("knew")
    note = SafeTextField(
        label=_("Anything else about the stay?"),
        help_text=_("Not for symptoms or questions: nobody who looks after you reads this. Write no names."),
        required=False,
        max_length=shelf.LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def answers(self) -> dict[str, str]:
        """What was chosen, without what was left open."""
        return {slug: self.cleaned_data[slug] for slug in shelf.SURVEY if self.cleaned_data.get(slug)}

    def clean(self):
        """Refuses an empty survey, kindly: no answer at all is what the other button is for."""
        said = super().clean()
        if not self.errors and not self.answers and not said.get("note"):
            self.add_error(
                next(iter(shelf.SURVEY)),
                gettext("Answer at least one question. You do not want to? Choose “No, thank you” below."),
            )
        return said


class CallForm(forms.Form):
    """Whom the person calls after the stay."""

    who = forms.ChoiceField(choices=[(who, who) for who in ("emergency", "nurse")])
