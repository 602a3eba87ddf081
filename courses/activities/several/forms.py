"""The form of several answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.activities.forms import ActivityForm
from courses.activities.pairs import JOINT


class SeveralForm(ActivityForm):
    """One box to tick an answer."""

    answers = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one answer.")},
    )

    def __init__(self, data=None, *args, activity, response="", **kwargs):
        super().__init__(data, *args, activity=activity, **kwargs)
        field = self.fields["answers"]
        field.label = activity.prompt
        field.help_text = activity.help_text or _("Tick all that fit.")
        field.choices = [(option.value["key"], option.value["text"]) for option in activity.options]
        field.initial = response.split(JOINT) if response else []

    def response(self):
        """Returns the keys of what was ticked, in the page's order."""
        ticked = self.cleaned_data["answers"]
        return JOINT.join(key for key, _text in self.fields["answers"].choices if key in ticked)
