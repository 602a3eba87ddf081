"""The form of a reflection: the learner's own words."""

from courses.activities.forms import ActivityForm
from courses.words import words_field
from sandbox_portal.safety import SafeFormMixin


class _Fields(ActivityForm):
    def __init__(self, data=None, *args, activity, **kwargs):
        super().__init__(data, *args, activity=activity, **kwargs)
        self.fields["words"] = words_field(label=activity.prompt, help_text=activity.help_text, required=True)

    def text(self):
        """Returns the learner's words."""
        return self.cleaned_data["words"]


class ReflectionForm(SafeFormMixin, _Fields):
    """One free text, kept in the learner's notebook and nowhere else."""
