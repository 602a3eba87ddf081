"""The form that asks where reminders should go."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MailForm(forms.Form):
    """An e-mail address for reminders."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We use it for reminders only. The e-mails say nothing about your health."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("Write an address such as name@example.org."),
        },
    )
