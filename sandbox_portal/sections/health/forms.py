"""Reporting something about the record, each answer chosen from a list."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections.health import shelf

OLDEST = timedelta(days=365 * 10)
LIFETIME = timedelta(days=366 * 115)


class VaccineForm(FormKeyForm):
    """A shot that was given somewhere else."""

    thing = forms.ChoiceField(
        label=gettext_lazy("Which shot?"),
        choices=shelf.VACCINES.items,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the shot.")},
    )
    on = forms.DateField(
        label=gettext_lazy("On which day?"),
        help_text=gettext_lazy("It stands on the paper that the pharmacy gave you."),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Give the day. Without it nobody can look it up."),
            "invalid": gettext_lazy("Write the day as year, month and day, such as 2026-11-06."),
        },
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Where?"),
        choices=shelf.PLACES.items,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say where you got it.")},
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_on(self):
        """Returns the day. It cannot be still to come, nor more than ten years back."""
        on = self.cleaned_data["on"]
        if on > self._today:
            raise forms.ValidationError(_("That day is still to come. Look at the date again."))
        if on < self._today - OLDEST:
            raise forms.ValidationError(_("That is more than 10 years ago. Look at the year again."))
        return on


class AllergyForm(FormKeyForm):
    """Something that the body does not take well: what, what happened, how bad, and when."""

    thing = forms.ChoiceField(
        label=gettext_lazy("What was it?"),
        choices=shelf.SUBSTANCES.items,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it was.")},
    )
    answer = forms.ChoiceField(
        label=gettext_lazy("What happened?"),
        choices=shelf.REACTIONS.items,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what happened.")},
    )
    severity = forms.ChoiceField(
        label=gettext_lazy("How bad was it?"),
        help_text=gettext_lazy("Was it severe, and not in your record? Call the clinic first."),
        choices=shelf.SEVERITIES.items,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how bad it was.")},
    )
    on = forms.DateField(
        label=gettext_lazy("When was it? A day near it is enough"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Give the day, or one that is near it."),
            "invalid": gettext_lazy("Write the day as year, month and day, such as 2026-11-06."),
        },
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_on(self):
        """Returns the day. It cannot be still to come, nor before anybody's lifetime."""
        on = self.cleaned_data["on"]
        if on > self._today:
            raise forms.ValidationError(_("That day is still to come. Look at the date again."))
        if on < self._today - LIFETIME:
            raise forms.ValidationError(_("That is too long ago. Look at the year again."))
        return on


class TakingForm(FormKeyForm):
    """How a medicine on the list is really taken."""

    answer = forms.ChoiceField(
        label=gettext_lazy("How do you take it?"),
        choices=shelf.TAKING.items,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how you take it.")},
    )


class NewMedicineForm(FormKeyForm):
    """A medicine that is not on the list."""

    thing = forms.ChoiceField(
        label=gettext_lazy("Which one is missing?"),
        help_text=gettext_lazy("Look first if it is on the list under another name."),
        choices=shelf.NEW_MEDICINES.items,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the medicine.")},
    )
