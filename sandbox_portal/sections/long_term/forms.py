"""Forms for readings, goals, doses and devices. Only numbers are typed; all else is chosen."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections.long_term import bands, shelf
from sandbox_portal.sections.long_term.models import What

_NUMBER = {"inputmode": "decimal", "autocomplete": "off"}
_NEEDED = {
    "required": gettext_lazy("Type the number that the device shows."),
    "invalid": gettext_lazy("Type a number only, such as 128."),
}


def _number(label, help_text=""):
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        max_digits=5,
        decimal_places=1,
        min_value=0,
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages={
            **_NEEDED,
            "max_digits": _NEEDED["invalid"],
            "max_whole_digits": _NEEDED["invalid"],
            "max_decimal_places": _NEEDED["invalid"],
            "min_value": _NEEDED["invalid"],
        },
    )


class ReadingForm(FormKeyForm):
    """One reading: the number or numbers, and when it was taken. `slip` says why it cannot be."""

    first = _number(gettext_lazy("Number"))
    second = _number(gettext_lazy("Bottom number"), gettext_lazy("In mm Hg. The smaller one."))
    context = forms.ChoiceField(
        label=gettext_lazy("When did you measure?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say when you measured. It changes what the number means.")},
    )
    is_sure = forms.BooleanField(required=False, label=gettext_lazy("I measured again. It is the same"))
    field_order = ["first", "second", "context", "is_sure", "form_key"]

    def __init__(self, *args, what, policy, last=None, is_danger=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.what, self.slip, self.last, self.is_danger = what, "", last, is_danger
        if self.data.get("is_sure", "") in ("", "False"):
            self.fields["is_sure"].widget = forms.HiddenInput()
        self.fields["context"].choices = list(shelf.contexts(what, policy).items())
        if what == What.PRESSURE:
            self.fields["first"].label = _("Top number")
            self.fields["first"].help_text = _("In mm Hg. The larger one.")
        else:
            del self.fields["second"]
            self.fields["first"].label = What(what).label
            self.fields["first"].help_text = _("In %(unit)s.") % {"unit": shelf.UNITS[what]}

    def clean(self):
        """Refuses what cannot be, kindly, and keeps what was typed."""
        said = super().clean()
        if "first" not in said or (self.what == What.PRESSURE and "second" not in said):
            return said
        self.slip = bands.slip(self.what, said["first"], said.get("second"))
        if self.slip:
            self.add_error("second" if self.slip == "order" else "first", self._words())
        elif self._is_far_off(said):
            self.slip = "outlier"
            self.fields["is_sure"].widget = forms.CheckboxInput()
            self.add_error("first", self._far_off())
        return said

    @property
    def reading(self) -> dict:
        """What is to be noted."""
        return {name: value for name, value in self.cleaned_data.items() if name != "is_sure"}

    def _is_far_off(self, said):
        if said.get("is_sure") or (self.is_danger and self.is_danger(said["first"], said.get("second"))):
            return False
        return bands.is_outlier(self.what, said["first"], self.last)

    def _far_off(self):
        words = _(
            "That is far from your last one (%(last)s). Measure again. Still the same? Check the box below."
        )
        return words % {"last": bands.plain(self.last)}

    def _words(self):
        low, high = bands.POSSIBLE[self.what]
        if self.slip == "order":
            return _("The bottom number is the smaller one. Look again: you may have swapped the two.")
        if self.slip == "unit" and self.what == What.SUGAR:
            return _(
                "This looks like mmol/L. We need mg/dL. Look at the unit on your meter, or times it by 18."
            )
        if self.slip == "unit" and self.what == What.PEAK_FLOW:
            return _(
                "This looks like liters a second. We need liters a minute (L/min). Look at the meter’s scale."
            )
        if self.slip == "unit" and self.what == What.OXYGEN:
            return _("We need percent, such as 96. Type the number beside SpO2, not the pulse.")
        if self.slip == "unit":
            return _("This looks like kilograms. We need pounds (lb). Look at the unit on your scale.")
        return _(
            "That is not likely. It is mostly from %(low)s to %(high)s. Measure again and type it once more."
        ) % {
            "low": low,
            "high": high,
        }


class SymptomForm(FormKeyForm):
    """One symptom and how bad it is: all is chosen."""

    slip = ""
    context = forms.ChoiceField(
        label=gettext_lazy("What do you notice?"),
        choices=shelf.CONTEXTS[What.SYMPTOMS].items,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you notice.")},
    )
    first = forms.TypedChoiceField(
        label=gettext_lazy("How bad is it today?"),
        choices=shelf.HOW_BAD.items,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how bad it is.")},
    )
    field_order = ["context", "first", "form_key"]

    def __init__(self, *args, what, policy, last=None, is_danger=None, **kwargs):
        super().__init__(*args, **kwargs)

    def clean(self):
        """Takes “nothing of this” and “bad” for the slip that it is."""
        said = super().clean()
        if said.get("context") == "none" and said.get("first"):
            self.slip = "order"
            self.add_error(
                "first", _("You chose “Nothing of this”. Then choose “None” here, or say what you notice.")
            )
        return said

    @property
    def reading(self) -> dict:
        """What is to be noted."""
        return self.cleaned_data


class TrendForm(forms.Form):
    """How the numbers go over time."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Look at the drawing. Over the days, the numbers…"),
        choices=[
            ("better", gettext_lazy("come nearer to the goal")),
            ("same", gettext_lazy("stay about the same")),
            ("worse", gettext_lazy("move away from the goal")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how the numbers go.")},
    )


class SignsForm(forms.Form):
    """Whether there are signs of danger with the reading."""

    signs = forms.ChoiceField(
        label=gettext_lazy("Does the person in the story have any of these right now?"),
        choices=[("yes", gettext_lazy("Yes, one or more")), ("no", gettext_lazy("No, none"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Answer yes or no. If you are not sure, choose yes.")},
    )


class CallForm(forms.Form):
    """Whom the person calls about a reading."""

    who = forms.ChoiceField(choices=[(who, who) for who in ("emergency", "nurse", "clinic")])
    has_signs = forms.BooleanField(required=False)


class GoalForm(FormKeyForm):
    """A goal, and the first step to it."""

    goal = forms.ChoiceField(
        label=gettext_lazy("What do you want to work on?"),
        choices=shelf.GOALS.items,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one thing.")},
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How do you start?"),
        help_text=gettext_lazy("A small step that you can keep is worth more than a big one."),
        choices=shelf.HOWS.items,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how you start.")},
    )


class DoseForm(forms.Form):
    """Whether a medicine was taken today."""

    answer = forms.ChoiceField(
        choices=[
            ("taken", gettext_lazy("Taken")),
            ("missed", gettext_lazy("Missed")),
            ("stopped", gettext_lazy("I stopped it")),
        ]
    )


class SyncForm(FormKeyForm):
    """Which of the readings in the cuff are one's own."""

    mine = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these are yours?"),
        help_text=gettext_lazy("A cuff does not know whose arm it is on. Leave out what is not yours."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Mark at least one, or go back without bringing any over.")},
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mine"].choices = choices
