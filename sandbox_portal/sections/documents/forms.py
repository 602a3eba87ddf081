"""Sharing, handing in, asking for a letter or for copies."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections.documents import computer, copies, shelf


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
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how long it should work.")},
    )

    def __init__(self, *args, days, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = [
            (n, ngettext("%(n)d day", "%(n)d days", n) % {"n": n}) for n in sorted(set(days))
        ]


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


def _radios(label, choices, required):
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages={"required": required}
    )


class CopiesForm(FormKeyForm):
    """Which records, from when, for whom, and how they should come."""

    parts = forms.MultipleChoiceField(
        label=_("Which records do you need?"),
        help_text=_("Ask for what you need, no more. It is quicker and costs less."),
        choices=copies.PARTS.items,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one part of the record or more.")},
    )
    period = _radios(_("From when?"), copies.PERIODS.items, _("Choose from when."))
    to = _radios(_("Who are they for?"), copies.TO.items, _("Choose who they are for."))
    form = _radios(_("How should they come?"), copies.FORMS.items, _("Choose how they should come."))

    def clean(self):
        """Refuses ways that cannot be: pictures on paper, and somebody else’s copies in this portal."""
        data = super().clean()
        if "images" in data.get("parts", ()) and data.get("form") in copies.PAPER:
            self.add_error("form", _("Pictures cannot come on paper. Choose a disc or the portal."))
        if data.get("form") == "portal" and data.get("to", "me") != "me":
            self.add_error("form", _("Only you can open this portal. Choose another way for somebody else."))
        return data


class ProofForm(forms.Form):
    """What shows who one is. These are samples: no real paper is taken."""

    proof = _radios(_("What do you show?"), copies.PROOFS.items, _("Choose what you show."))


class MailForm(forms.Form):
    """To whom a file would go by e-mail."""

    to = _radios(_("Send it to whom?"), computer.MAIL_TO.items, _("Choose to whom."))
