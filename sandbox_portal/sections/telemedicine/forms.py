"""The questions before a video visit, and what happens to its summary. All is chosen from lists."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections.telemedicine import shelf


def _reasons():
    return [(slug, reason.label) for slug, reason in shelf.REASONS.items()]


class IntakeForm(FormKeyForm):
    """What is wrong, where one is, which pharmacy, what one takes, and that one agrees to the price."""

    reason = forms.ChoiceField(
        label=_("What is it about?"),
        choices=_reasons,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about.")},
    )
    place = forms.ChoiceField(
        label=_("Where are you right now?"),
        choices=shelf.PLACES.items,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where you are right now.")},
    )
    pharmacy = forms.ChoiceField(
        label=_("Which pharmacy?"),
        choices=shelf.PHARMACIES.items,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a pharmacy.")},
    )
    is_told = forms.BooleanField(
        label=_("Tell the doctor: asthma, albuterol inhaler, allergic to sulfa medicine"),
        help_text=_("This company cannot see your record."),
        required=False,
    )
    agrees = forms.BooleanField(
        error_messages={"required": _("Agree to go on, or leave. Nothing is charged yet.")},
    )

    def __init__(self, *args, price, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agrees"].label = format_lazy(
            "{} ${}", _("I agree to be seen by video, and to the price of"), price
        )


class SummaryForm(forms.Form):
    """Where the summary goes."""

    to = forms.ChoiceField(
        label=_("Your own clinic has not heard of this visit. What do you do?"),
        choices=[
            ("clinic", _("Send the summary to my own clinic")),
            ("nobody", _("Nothing. They will see it by themselves")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you do with the summary.")},
    )
