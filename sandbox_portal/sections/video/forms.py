"""The pretend device, and where one is when one joins."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

PLACES = {
    "quiet-room": _("At home, in a quiet room"),
    "car": _("In the car, on the way"),
    "cafe": _("In a café, with the sound on"),
}


class JoinForm(forms.Form):
    place = forms.ChoiceField(
        label=_("Where are you now?"),
        choices=PLACES.items,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say where you are. The doctor asks that, too.")},
    )


class StepForm(forms.Form):
    """What one tries at a fault."""

    step = forms.ChoiceField(
        label=_("What do you try?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose something to try.")},
    )

    def __init__(self, *args, fault, **kwargs):
        super().__init__(*args, **kwargs)
        language = get_language()
        # turned by the length of the name, so that the right one, first in the file, does not stand there
        steps, turn = list(fault.steps.values()), len(fault.slug) % len(fault.steps)
        steps = steps[turn:] + steps[:turn]
        self.fields["step"].choices = [(step.slug, step.label.in_language(language)) for step in steps]
