"""Sharing, handing in, asking for a letter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections.documents import shelf


class ShareForm(FormKeyForm):
    """For whom, and for how long."""

    label = forms.ChoiceField(
        label=_("Who is it for?"),
        choices=shelf.RECIPIENTS.items,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who it is for.")},
    )
    days = forms.TypedChoiceField(
        label=_("How long should the link work?"),
        choices=shelf.DAYS.items,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how long it should work.")},
    )


class PasscodeForm(forms.Form):
    """What the other person types."""

    passcode = forms.CharField(
        label=_("Passcode"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Type the passcode.")},
    )


class UploadForm(FormKeyForm):
    """One of the sample files. Real files are never taken."""

    sample = forms.ChoiceField(
        label=_("Which file?"),
        help_text=_("These are samples. This site never takes a file from you."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a file.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sample"].choices = [
            (id, f"{sample.name} ({sample.size}): {sample.about}") for id, sample in shelf.SAMPLES.items()
        ]


class LetterForm(FormKeyForm):
    """Which letter is needed."""

    kind = forms.ChoiceField(
        label=_("Which letter do you need?"),
        choices=shelf.LETTERS.items,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a letter.")},
    )
