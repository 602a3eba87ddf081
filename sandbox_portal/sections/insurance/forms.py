"""Appeals, answers, the directory and the rest of the plan's forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.safety.forms import SafeFormMixin, SafeTextField
from sandbox_portal.sections.insurance import drugs, shelf

MOST = 300
REASONS = {
    "needed": _("My doctor says that I needed this care"),
    "wrong-facts": _("The plan has a fact wrong"),
    "too-much": _("It is too much money for me"),
}
OTHER = {
    "no-other": _("No. Sunrise is my only health plan"),
    "old-plan": _("Yes. I still have another plan"),
}
LOST = {"lost": _("I lost it"), "broken": _("It is broken"), "never-came": _("It never came")}


class AppealForm(SafeFormMixin, FormKeyForm):
    """Why the no is wrong, in one's own words, and what shows it."""

    reason = forms.ChoiceField(
        label=_("Why do you not agree?"),
        choices=REASONS.items,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why you do not agree.")},
    )
    note = SafeTextField(
        label=_("Say it in your own words"),
        help_text=_("Short: what care, on what day, and why you needed it."),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write why you do not agree.")},
    )
    papers = forms.MultipleChoiceField(
        label=_("Which papers do you add?"),
        help_text=_("These are samples. Nothing of yours is sent."),
        choices=shelf.PAPERS.items,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class OtherPlanForm(FormKeyForm):
    """The plan's question about another plan."""

    reason = forms.ChoiceField(
        label=_("Do you have another health plan now?"),
        choices=OTHER.items,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )


class CareForm(forms.Form):
    """Which care to look up."""

    care = forms.ChoiceField(
        label=_("What care do you plan?"),
        choices=[(slug, care.name) for slug, care in shelf.CARE.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the care.")},
    )


class DrugForm(forms.Form):
    """Which medicine to look for. What is typed is looked up and kept nowhere."""

    q = forms.CharField(
        label=_("Name of the medicine"),
        help_text=_("A part of it is enough, such as metf."),
        min_length=drugs.SHORTEST,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Type the name of a medicine."),
            "min_length": _("Type at least 3 letters."),
        },
    )


class NewCardForm(FormKeyForm):
    """Why a new card is needed."""

    reason = forms.ChoiceField(
        label=_("Why do you need a new card?"),
        choices=LOST.items,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why.")},
    )


class SearchForm(forms.Form):
    """Whom to look for in the directory."""

    field = forms.ChoiceField(label=_("What kind of doctor?"), choices=[*shelf.FIELDS.items()])
    town = forms.ChoiceField(
        label=_("Where?"), choices=[("", _("Anywhere")), *shelf.TOWNS.items()], required=False
    )
    in_network = forms.BooleanField(label=_("Only doctors in my network"), required=False)
    takes_new = forms.BooleanField(label=_("Only those who take new patients"), required=False)
