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
    field_order = ["first", "second", "context", "form_key"]

    def __init__(self, *args, what, **kwargs):
        super().__init__(*args, **kwargs)
        self.what, self.slip = what, ""
        self.fields["context"].choices = list(shelf.CONTEXTS[what].items())
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
        return said

    def _words(self):
        low, high = bands.POSSIBLE[self.what]
        if self.slip == "order":
            return _("The bottom number is the smaller one. Look again: you may have swapped the two.")
        if self.slip == "unit" and self.what == What.SUGAR:
            return _(
                "This looks like mmol/L. We need mg/dL. Look at the unit on your meter, or times it by 18."
            )
        if self.slip == "unit":
            return _("This looks like kilograms. We need pounds (lb). Look at the unit on your scale.")
        return _(
            "That is not likely. It is mostly from %(low)s to %(high)s. Measure again and type it once more."
        ) % {
            "low": low,
            "high": high,
        }


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
