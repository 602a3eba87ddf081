"""The form of an order: a number for each step. Nothing has to be dragged."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.activities.forms import ActivityForm
from courses.activities.ordering.marking import mixed
from courses.activities.pairs import JOINT


class OrderingForm(ActivityForm):
    """One list of numbers a step."""

    def __init__(self, data=None, *args, activity, response="", **kwargs):
        super().__init__(data, *args, activity=activity, **kwargs)
        items = [item.value for item in activity.items]
        given = response.split(JOINT) if response else []
        numbers = [("", _("Choose a number"))] + [(str(n), str(n)) for n in range(1, len(items) + 1)]
        for item in mixed(items):
            key = item["key"]
            self.fields[key] = forms.ChoiceField(
                label=item["text"],
                choices=numbers,
                initial=str(given.index(key) + 1) if key in given else "",
                error_messages={"required": _("Choose a number.")},
            )

    def clean(self):
        """Refuses a number that was used twice, and says which."""
        cleaned = super().clean()
        seen = {}
        for key, number in list(cleaned.items()):
            if number in seen:
                self.add_error(
                    key, _("You used %(number)s twice. Use each number once.") % {"number": number}
                )
            seen[number] = key
        return cleaned

    def response(self):
        """Returns the steps' keys in the order that was given."""
        return JOINT.join(sorted(self.fields, key=lambda key: int(self.cleaned_data[key])))
