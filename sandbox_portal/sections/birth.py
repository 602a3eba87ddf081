"""The invented person's birth date, asked in three parts as it stands on a card or in a letter."""

from datetime import MAXYEAR, date

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class BirthForm(forms.Form):
    """A birth date in three parts; `cleaned_data["born"]` is the date."""

    month = forms.ChoiceField(label=gettext_lazy("Birth month"))
    day = forms.IntegerField(
        label=gettext_lazy("Birth day"),
        error_messages={"required": gettext_lazy("Type the day of birth.")},
    )
    year = forms.IntegerField(
        label=gettext_lazy("Birth year"),
        max_value=MAXYEAR,
        error_messages={
            "required": gettext_lazy("Type the year of birth."),
            "max_value": gettext_lazy("Type the year in four digits."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = list(MONTHS.items())
        for name in ("day", "year"):
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def clean(self):
        """Puts the three parts together as `born`; a day that does not exist is an error of the day."""
        data = super().clean()
        if {"month", "day", "year"} <= data.keys():
            try:
                data["born"] = date(data["year"], int(data["month"]), data["day"])
            except (ValueError, OverflowError):
                self.add_error("day", _("There is no such day. Look at the card again."))
        return data
