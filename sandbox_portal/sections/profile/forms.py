"""Changing one thing in the profile."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections.profile import origins


class ValueForm(FormKeyForm):
    """The new value, chosen from invented ones."""

    value = forms.ChoiceField(
        label=_("What is right now?"),
        help_text=_("Pick one. In your own portal you would type it."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is right now.")},
    )

    def __init__(self, *args, values, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"].choices = list(values.items())


class SeveralForm(FormKeyForm):
    """Several values at once, or the one that says nothing. Cleaned to one value with dots between."""

    value = forms.MultipleChoiceField(
        label=_("What is right now?"),
        help_text=_("Pick one or several."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pick one or several, or “I would rather not say”.")},
    )

    def __init__(self, *args, values, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"].choices = list(values.items())

    def clean_value(self):
        """Joins what was picked. “Rather not say” beside an answer is two things at once."""
        chosen = self.cleaned_data["value"]
        if origins.NOT_SAID in chosen and len(chosen) > 1:
            raise forms.ValidationError(
                _("You picked an answer and “I would rather not say”. Take one of the two off.")
            )
        return origins.BETWEEN.join(chosen)


class CodeForm(forms.Form):
    """The code that was sent to the new phone or address."""

    code = forms.CharField(
        label=_("The code"),
        help_text=_("6 digits."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Type the code.")},
    )

    def clean_code(self):
        """Returns the digits, without spaces."""
        return self.cleaned_data["code"].replace(" ", "")
