"""The form of a matching: one list of partners a thing. Nothing has to be dragged."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.activities.forms import ActivityForm
from courses.activities.ordering.marking import mixed
from courses.activities.pairs import pack, unpack


class MatchingForm(ActivityForm):
    """A list to choose from for each thing; every list holds all partners."""

    def __init__(self, data=None, *args, activity, response="", **kwargs):
        super().__init__(data, *args, activity=activity, **kwargs)
        given = unpack(response)
        partners = [("", _("Choose one"))] + [(one["key"], one["text"]) for one in mixed(activity.partners())]
        for pair in activity.pairs:
            self.fields[pair.value["key"]] = forms.ChoiceField(
                label=pair.value["text"],
                choices=partners,
                initial=given.get(pair.value["key"], ""),
                error_messages={"required": _("Choose what goes with it.")},
            )

    def response(self):
        """Returns each thing's key with its partner's."""
        return pack({key: self.cleaned_data[key] for key in self.fields})
