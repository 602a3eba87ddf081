"""The choices that somebody makes about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.people.models import Learner


class PathForm(forms.Form):
    """For whom somebody learns."""

    path = forms.ChoiceField(
        label=_("Who do you learn for?"), choices=Learner.Path.choices, widget=forms.RadioSelect
    )


class CountingForm(forms.Form):
    """Whether somebody agrees to be counted."""

    is_counted = forms.TypedChoiceField(
        label=_("May we count you?"),
        help_text=_(
            "Your clinic sees counts of 10 people or more. It never sees you. "
            "If you choose no, we take you out of the earlier counts too."
        ),
        choices=[("yes", _("Yes, count me")), ("no", _("No, do not count me"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class EraseForm(forms.Form):
    """A last question before everything is deleted."""

    is_sure = forms.BooleanField(
        label=_("Yes, delete everything I did here"),
        error_messages={"required": _("Check the box if you want everything deleted.")},
    )


class DeviceCodeForm(forms.Form):
    """The code that another device shows."""

    code = forms.CharField(
        label=_("Code from the other device"),
        help_text=_("Eight letters and numbers, as ABCD-2345"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Type the code.")},
    )
