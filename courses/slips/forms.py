"""What a member of staff says to make a slip."""

import uuid

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from courses.slips import reading
from lms.classes.forms import CONTACT


class HandedOutForm(forms.Form):
    """How many slips went to people."""

    use_required_attribute = False

    number = forms.IntegerField(
        label=gettext_lazy("How many did you hand out so far?"),
        help_text=gettext_lazy("A number that you count yourself. Leave it empty when you do not know."),
        min_value=0,
        max_value=1_000_000,
        required=False,
    )


class SlipForm(forms.Form):
    """A lesson, a practice task, the language of the slip, and where it is handed out."""

    use_required_attribute = False

    language = forms.ChoiceField(label=gettext_lazy("Language of the slip"), choices=settings.LANGUAGES)
    lesson = forms.ChoiceField(label=gettext_lazy("Lesson"))
    task = forms.ChoiceField(label=gettext_lazy("Practice task"))
    label = forms.CharField(
        label=gettext_lazy("Where it is handed out"),
        help_text=gettext_lazy("For your list only, such as Front desk. Never a patient’s name."),
        max_length=60,
        required=False,
    )

    def __init__(self, *args, organisation, **options):
        super().__init__(*args, **options)
        self.organisation = organisation
        desk = get_language()
        nothing = [("", "–")]
        self.fields["lesson"].choices = nothing + reading.lesson_choices(organisation, desk)
        self.fields["task"].choices = nothing + reading.task_choices(organisation, desk)
        names = dict(settings.LANGUAGES)
        self.fields["language"].choices = [
            (code, gettext_lazy(names[code])) for code in organisation.languages
        ]

    def clean_label(self):
        """Refuses what tells how to reach somebody."""
        label = self.cleaned_data["label"]
        if CONTACT.search(label):
            raise forms.ValidationError(_("Leave out e-mail addresses, phone numbers and dates of birth."))
        return label

    def clean(self):
        """Refuses a lesson that is not published in the slip's language."""
        said = super().clean()
        if said.get("lesson") and said.get("language"):
            offered = reading.lesson_choices(self.organisation, said["language"])
            if said["lesson"] not in {key for _course, lessons in offered for key, _title in lessons}:
                self.add_error("lesson", _("This lesson is not published in this language. Choose another."))
        return said

    def facts(self):
        """Returns what actions.make takes."""
        said = self.cleaned_data
        return {
            "lesson_key": uuid.UUID(said["lesson"]),
            "task": said["task"],
            "language": said["language"],
            "label": said["label"],
        }
