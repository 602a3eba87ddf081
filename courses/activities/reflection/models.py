"""Think about something and write it down. Never marked; the words go to the private notebook."""

from django.utils.translation import gettext_lazy as _

from courses.activities.models import Activity
from courses.activities.reflection.forms import ReflectionForm


class Reflection(Activity):
    """A question to think about."""

    PERSONAL_FIELDS = {}
    KIND = "reflection"
    IS_FREE_TEXT = True
    IS_TYPED = True

    panels = Activity.panels

    class Meta:
        verbose_name = _("reflection")
        verbose_name_plural = _("reflections")

    def form(self, data=None, *, response=""):
        """Returns the form. `response` is what the learner has in the notebook for it."""
        return ReflectionForm(data, activity=self, initial={"words": response})
