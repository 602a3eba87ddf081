"""Asking for a correction."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.safety.forms import SafeFormMixin, SafeTextField
from sandbox_portal.sections.corrections import doors
from sandbox_portal.sections.corrections.models import Fault, Proof

MOST = 300


class RouteForm(forms.Form):
    """What is wrong decides where to go."""

    what = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=[
            ("note", _("What a note or a summary says about a visit")),
            ("side", _("The wrong side: left and right are mixed up")),
            ("allergy", _("An allergy that is wrong or missing")),
            ("contact", _("My address, phone, contact or insurance")),
            ("list", _("A shot or a medicine")),
            ("stranger", _("Someone else’s facts are in my record")),
            ("elsewhere", _("Something another clinic wrote")),
            ("bill", _("A bill")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )


class CorrectionForm(SafeFormMixin, FormKeyForm):
    """Which line is wrong, how, what it should say, and what shows it."""

    line = forms.ChoiceField(
        label=_("Which line is wrong?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the line.")},
    )
    fault = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Fault.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what is wrong with it.")},
    )
    wrong = SafeTextField(
        label=_("Why is it wrong?"),
        help_text=_("Short and calm. Name the day."),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why it is wrong.")},
    )
    right = SafeTextField(
        label=_("What should it say?"),
        max_length=MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    proof = forms.ChoiceField(
        label=_("What shows that you are right?"),
        choices=Proof.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what shows it, or choose “None”.")},
    )
    tell_others = forms.BooleanField(
        label=_("Tell the others who got this note, such as another doctor."), required=False
    )

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = list(lines.items())


class StatementForm(SafeFormMixin, forms.Form):
    """The person's own words after a no."""

    statement = SafeTextField(
        label=_("Your statement"),
        help_text=_("It stays with the record. Whoever reads the note reads it too."),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your statement.")},
    )


class DoorForm(forms.Form):
    """Which door a mistake belongs to. Its question is the mistake."""

    to = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": _("Choose what to do about it.")}
    )

    def __init__(self, *args, mistake, **kwargs):
        super().__init__(*args, prefix=mistake.slug, **kwargs)
        self.fields["to"].label = mistake.words
        self.fields["to"].choices = list(doors.DOORS.items())
