"""Choosing where one kind of alert goes, and the settings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections.alerts.kinds import Channel


class WaysForm(FormKeyForm):
    """On which ways one kind of news goes; nothing ticked means nowhere."""

    value = forms.MultipleChoiceField(
        label=_("How should we tell you?"),
        help_text=_("Tick all that you want. Nothing ticked: nobody tells you."),
        choices=Channel.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean_value(self):
        """Returns the ways joined by dots, in the order of the list."""
        return ".".join(way for way in Channel.values if way in self.cleaned_data["value"])


class SettingForm(FormKeyForm):
    """One setting."""

    value = forms.ChoiceField(
        label=_("What should it be?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )

    def __init__(self, *args, values, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"].choices = list(values.items())
