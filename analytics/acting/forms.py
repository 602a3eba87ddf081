"""The form that notes what was done about a gap. It has no free text, so that no patient is named in it."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.acting.models import Deed

OLDEST = timedelta(days=365)  # the figures by month go back no further


class DeedForm(forms.Form):
    """What was done, and when."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What did you do?"),
        choices=Deed.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pick what you did.")},
    )
    done_on = forms.DateField(
        label=gettext_lazy("On which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Write the day."),
            "invalid": gettext_lazy("Write the day as a date."),
        },
    )

    def clean_done_on(self):
        """Refuses a day to come, and one so long ago that no month before it can be shown."""
        day, today = self.cleaned_data["done_on"], timezone.localdate()
        if day > today:
            raise ValidationError(_("This day has not come yet. Note it when it is done."))
        if day < today - OLDEST:
            raise ValidationError(_("This is more than a year ago. The numbers do not go back that far."))
        return day
