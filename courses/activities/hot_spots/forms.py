"""The form of a picture with spots: one radio button a spot, on the picture and in words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.activities.forms import ActivityForm


class NamedRadios(forms.RadioSelect):
    """Radio buttons whose name is the line in the list, whatever other labels lead to them."""

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None):
        """Returns an option that says where its words stand."""
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        option["attrs"]["aria-labelledby"] = f"{option['attrs']['id']}_words"
        return option


class HotSpotsForm(ActivityForm):
    """One radio button a spot, its words under the picture, for those who cannot see or hit it."""

    answer = forms.ChoiceField(
        widget=NamedRadios, error_messages={"required": _("Choose one place on the picture.")}
    )

    def __init__(self, data=None, *args, activity, response="", **kwargs):
        super().__init__(data, *args, activity=activity, **kwargs)
        field = self.fields["answer"]
        field.label = activity.prompt
        field.help_text = activity.help_text or _("Tap a number on the picture, or its line below.")
        field.choices = [(spot.value["key"], spot.value["text"]) for spot in activity.spots]
        field.initial = response

    def placed(self):
        """Returns (number, radio button, spot) in the page's order."""
        return [
            (number, radio, spot.value)
            for number, (radio, spot) in enumerate(
                zip(self["answer"], self.activity.spots, strict=True), start=1
            )
        ]

    def response(self):
        """Returns the chosen spot's key."""
        return self.cleaned_data["answer"]
