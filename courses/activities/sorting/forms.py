"""The form of a sorting: one question a thing, one radio button a group."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.activities.forms import ActivityForm
from courses.activities.pairs import pack, unpack


class SortingForm(ActivityForm):
    """Radio buttons for each thing."""

    def __init__(self, data=None, *args, activity, response="", **kwargs):
        super().__init__(data, *args, activity=activity, **kwargs)
        given = unpack(response)
        groups = [(group.value["key"], group.value["label"]) for group in activity.groups]
        for item in activity.items:
            self.fields[item.value["key"]] = forms.ChoiceField(
                label=item.value["text"],
                choices=groups,
                widget=forms.RadioSelect,
                initial=given.get(item.value["key"], ""),
                error_messages={"required": _("Choose a group.")},
            )

    def response(self):
        """Returns each thing's key with its group's."""
        return pack({key: self.cleaned_data[key] for key in self.fields})
