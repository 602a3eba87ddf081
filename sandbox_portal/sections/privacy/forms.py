"""Reporting a line of the log, and choosing a new password among samples. Nothing is typed here."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections.privacy.models import LogReport
from sandbox_portal.sections.privacy.shelf import shelf
from sandbox_portal.sections.privacy.text import ACTS

_SAME = _("The one I also use for my e-mail")


class ReportForm(FormKeyForm):
    """Why somebody asks about a line."""

    why = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=[choice for choice in LogReport.Why.choices if choice[0] != LogReport.Why.FAKE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what is wrong with it.")},
    )


class PassphraseForm(FormKeyForm):
    """One of the samples, and whether all other devices have to sign in anew."""

    sample = forms.ChoiceField(
        label=_("Which new password do you choose?"),
        help_text=_("These are samples. Never type your own password here."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a password.")},
    )
    ends_others = forms.BooleanField(label=_("Sign out all my other devices too"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sample"].choices = [(each.id, each.words or _SAME) for each in shelf().passphrases]


class TextForm(forms.Form):
    """What to do with the text message."""

    act = forms.ChoiceField(
        label=_("What do you do?"),
        choices=ACTS.items,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you do.")},
    )
