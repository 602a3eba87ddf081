"""The steps of asking for more medicine, one question a page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sandbox_portal.safety.forms import SafeFormMixin, SafeTextField
from sandbox_portal.sections.medicines.counter import Meantime
from sandbox_portal.sections.medicines.models import Left, Takes
from sandbox_portal.sections.medicines.states import Kind

KIND_WORDS = {
    Kind.REFILL: _("A refill. The pharmacy still has some for me"),
    Kind.RENEWAL: _("A renewal. None are left, so the doctor must say yes first"),
}
LONGEST_NOTE = 300


class KindForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What do you need?"),
        help_text=_("Look at how many refills are left."),
        choices=list(KIND_WORDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a refill or a renewal.")},
    )


class TakeForm(forms.Form):
    takes = forms.ChoiceField(
        label=_("Do you take it like this?"),
        choices=Takes.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how you take it.")},
    )
    left = forms.ChoiceField(
        label=_("How much is left at home?"),
        choices=Left.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how much is left.")},
    )


class PharmacyForm(forms.Form):
    pharmacy = forms.ChoiceField(
        label=_("Where will you get it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a pharmacy.")},
    )
    is_preferred = forms.BooleanField(label=_("Use this pharmacy from now on"), required=False)

    def __init__(self, *args, pharmacies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pharmacy"].choices = [(each.id, f"{each.name} – {each.where}") for each in pharmacies]


class PreferredForm(PharmacyForm):
    """The pharmacy that new requests go to."""

    is_preferred = None


class ElsewhereForm(PharmacyForm):
    """Where else a request goes that is stuck at one pharmacy."""

    is_preferred = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pharmacy"].label = _("Which pharmacy may have it?")
        self.fields["pharmacy"].help_text = _("In real life, call first and ask if they have it.")


class MeantimeForm(forms.Form):
    """How one goes on until the medicine, or the rest of it, is there."""

    answer = forms.ChoiceField(
        label=_("What do you do until then?"),
        choices=Meantime.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what you do until then.")},
    )


class NoteForm(SafeFormMixin, forms.Form):
    note = SafeTextField(
        label=_("Note to the pharmacy or the care team"),
        help_text=_("Only about this medicine. New symptoms do not belong here: call."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": LONGEST_NOTE}),
    )
