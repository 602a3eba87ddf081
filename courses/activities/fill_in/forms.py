"""The form of a fill-in: a short line to type a gap. What is typed is compared and forgotten."""

from django.utils.translation import gettext_lazy as _

from courses.activities.fill_in.marking import key_of
from courses.activities.forms import ActivityForm
from courses.activities.pairs import pack, unpack
from courses.words import words_field
from sandbox_portal.safety import SafeFormMixin

LONGEST = 60


class _Gaps(ActivityForm):
    def __init__(self, data=None, *args, activity, response="", **kwargs):
        super().__init__(data, *args, activity=activity, **kwargs)
        given = unpack(response)
        self.gaps = {gap.value["key"]: gap.value for gap in activity.gaps}
        for key, gap in self.gaps.items():
            field = words_field(label=gap["text"], required=True, max_length=LONGEST, is_short=True)
            field.error_messages["required"] = _("Type a word or a number.")
            field.initial = gap["accepted"][0] if given.get(key) == "accepted" else ""
            field.widget.attrs["autocomplete"] = "off"
            self.fields[key] = field

    def response(self):
        """Returns for each gap the key of the answer that was typed, never the typed words."""
        return pack({key: key_of(gap, self.cleaned_data[key]) for key, gap in self.gaps.items()})


class FillInForm(SafeFormMixin, _Gaps):
    """A short line for each gap."""
