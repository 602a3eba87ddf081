"""One case: which way, and how sure."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sandbox_portal.trainer.models import Choice


class ChoiceForm(forms.Form):
    """What would you do, and how sure are you?"""

    item = forms.SlugField(widget=forms.HiddenInput)
    way = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": _("Choose what you would do.")}
    )
    sure = forms.TypedChoiceField(
        label=_("How sure are you?"),
        choices=Choice.Sure.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how sure you are.")},
    )

    def __init__(self, *args, drill, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["way"].label = drill.question
        self.fields["way"].choices = [(way.value, way.label) for way in drill.ways]
