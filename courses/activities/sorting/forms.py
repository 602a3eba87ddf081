"""The form of a sorting: one question a thing, one radio button a group."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.activities.forms import ActivityForm
from courses.activities.pairs import pack, unpack
from courses.activities.sorting.marking import lines

MOST_CHIPS = 4  # more groups than this take more room than they help: a list to choose from


class SortingForm(ActivityForm):
    """Radio buttons for each thing, or a list to choose from where there are many groups.

    With an earlier answer, `settled` are [(bound field, Line), …] of the things that lie in their group: they
    need no second answer. `open` are the others, their Line saying why, and all of them (Line: None) where
    there is no answer yet or a new one is given.
    """

    def __init__(self, data=None, *args, activity, response="", **kwargs):
        super().__init__(data, *args, activity=activity, **kwargs)
        given = unpack(response)
        labels = {group.value["key"]: group.value["label"] for group in activity.groups}
        items = [item.value for item in activity.items]
        has_list = len(labels) > MOST_CHIPS
        for item in items:
            self.fields[item["key"]] = forms.ChoiceField(
                label=item["text"],
                choices=[("", _("Choose one")), *labels.items()] if has_list else list(labels.items()),
                widget=forms.Select if has_list else forms.RadioSelect,
                initial=given.get(item["key"], ""),
                error_messages={"required": _("Choose a group.")},
            )
        told = [None] * len(items) if self.is_bound or not given else lines(items, labels, response)
        shown = [(self[item["key"]], line) for item, line in zip(items, told, strict=True)]
        self.settled = [(field, line) for field, line in shown if line and line.is_right]
        self.open = [(field, line) for field, line in shown if not (line and line.is_right)]

    def response(self):
        """Returns each thing's key with its group's."""
        return pack({key: self.cleaned_data[key] for key in self.fields})
