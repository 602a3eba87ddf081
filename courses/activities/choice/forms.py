"""The form of a choice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.activities.forms import ActivityForm


class ChoiceForm(ActivityForm):
    """One radio button an answer."""

    answer = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": _("Choose one answer.")})

    def __init__(self, data=None, *args, activity, **kwargs):
        super().__init__(data, *args, activity=activity, **kwargs)
        field = self.fields["answer"]
        field.label = activity.prompt
        field.help_text = activity.help_text
        field.choices = [(option.value["key"], option.value["text"]) for option in activity.options]

    def response(self):
        """Returns the chosen option's key."""
        return self.cleaned_data["answer"]
