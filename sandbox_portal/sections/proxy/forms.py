"""The forms of both seats. Nobody types a name or an address: the invented people stand in the record."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.organisations.policy import Policy
from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections.birth import BirthForm
from sandbox_portal.sections.proxy import levels, papers
from sandbox_portal.sections.proxy.levels import Level
from sandbox_portal.sections.proxy.models import ProxyGrant

SECTION_WORDS = {
    "appointments": gettext_lazy("Visits"),
    "medicines": gettext_lazy("Medicines"),
    "messages": gettext_lazy("Messages"),
    "results": gettext_lazy("Test results and notes"),
    "bills": gettext_lazy("Bills"),
    "health": gettext_lazy("Allergies and shots"),
}
WAY_WORDS = {
    ProxyGrant.Way.REQUEST: gettext_lazy("The person can say yes. Ask them"),
    ProxyGrant.Way.PAPERS: gettext_lazy("The person cannot decide any more, and I have papers"),
    ProxyGrant.Way.PARENT: gettext_lazy("I am the parent, so I may see it"),
    papers.Relation.EMERGENCY.value: papers.Relation.EMERGENCY.label,
}


def level_words(level, policy):
    """Returns what a level is called: what it shows, where that is not what is usual."""
    shows = levels.sections_of(level, policy)
    if level == Level.CUSTOM or shows == levels.sections_of(level, Policy()):
        return Level(level).label
    return ", ".join(str(SECTION_WORDS[name]) for name in levels.shareable(policy) if name in shows)


class PersonForm(FormKeyForm):
    """Whom to invite."""

    person = forms.ChoiceField(
        label=gettext_lazy("Who should get access?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who should get access.")},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [
            (each.id, f"{each.name}, {str(each.relationship).lower()}") for each in people
        ]


class LevelForm(forms.Form):
    """How much to share."""

    level = forms.ChoiceField(
        label=gettext_lazy("How much may they see?"),
        help_text=gettext_lazy("Choose as little as they need. You can change it at any time."),
        choices=Level.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how much they may see.")},
    )
    sections = forms.MultipleChoiceField(
        label=gettext_lazy("If you chose “Let me choose”: which parts?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    shows_sensitive = forms.BooleanField(
        label=gettext_lazy("Show the private parts too, such as a test that may worry."),
        help_text=gettext_lazy("These are hidden unless you tick this box."),
        required=False,
    )

    def __init__(self, *args, policy, **kwargs):
        super().__init__(*args, **kwargs)
        self.shareable = levels.shareable(policy)
        self.fields["level"].choices = [(level, level_words(level, policy)) for level in Level]
        self.fields["sections"].choices = [(name, SECTION_WORDS[name]) for name in self.shareable]
        if levels.MONEY & set(self.shareable):
            self.fields["level"].help_text = _(
                "Choose as little as they need. You can change it at any time. A bill names each service: "
                "with the bills they can see what was done."
            )

    def clean(self):
        """Asks for at least one part where the learner wants to choose the parts."""
        data = super().clean()
        if data.get("level") == Level.CUSTOM and not data.get("sections"):
            self.add_error("sections", _("Choose at least one part, or another level."))
        if data.get("level") != Level.CUSTOM:
            data["sections"] = []
        data["sections"] = [name for name in self.shareable if name in data.get("sections", [])]
        return data


class SignForm(forms.Form):
    """The consent."""

    has_signed = forms.BooleanField(
        label=gettext_lazy("I agree. Nobody makes me do this, and I can end it at any time."),
        error_messages={"required": gettext_lazy("Tick the box to sign, or go back.")},
    )


class AnswerForm(forms.Form):
    """The patient's yes or no to somebody who asked."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[("yes", gettext_lazy("Yes, I agree")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose yes or no.")},
    )


class AcceptForm(BirthForm):
    """The code of the letter and the proxy's own birth date."""

    code = forms.CharField(
        label=gettext_lazy("Code from the e-mail"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": gettext_lazy("Type the code from the e-mail.")},
    )
    field_order = ["code", "month", "day", "year"]


def _why_field():
    return forms.ChoiceField(
        label=gettext_lazy("What do you need it for?"),
        help_text=gettext_lazy("Whoever says yes reads this."),
        choices=papers.Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you need it for.")},
    )


class AskForm(FormKeyForm):
    """Asking an adult from the proxy's side: how, how much, and what for."""

    way = forms.ChoiceField(
        label=gettext_lazy("Can the person say yes?"),
        choices=list(WAY_WORDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    level = forms.ChoiceField(
        label=gettext_lazy("How much do you need to see?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how much you need.")},
    )
    why = _why_field()

    def __init__(self, *args, policy, **kwargs):
        super().__init__(*args, **kwargs)
        named = [level for level in Level if level != Level.CUSTOM]
        self.fields["level"].choices = [(level, level_words(level, policy)) for level in named]


class ChildForm(FormKeyForm):
    """Asking for a child's record: as whom, and what for. How much is seen, the child's age says."""

    relation = forms.ChoiceField(
        label=gettext_lazy("Who are you to the child?"),
        choices=papers.Relation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who you are to the child.")},
    )
    why = _why_field()

    def clean(self):
        """Adds the way in which a child's record is asked for."""
        return super().clean() | {"way": ProxyGrant.Way.PARENT}


class ReasonForm(forms.Form):
    """Why does a parent see less than yesterday?"""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why are these parts closed now?"),
        choices=[
            ("broken", gettext_lazy("The portal is broken")),
            ("child-hid-it", gettext_lazy("My child hides something from me")),
            ("age-rule", gettext_lazy("It is the clinic’s rule from this age on")),
            ("my-mistake", gettext_lazy("I did something wrong")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )


class TeenForm(forms.Form):
    """The teen's own answer to a parent."""

    answer = forms.ChoiceField(
        label=gettext_lazy("May your parent see more?"),
        choices=[
            ("yes", gettext_lazy("Yes, the parts I tick")),
            ("no", gettext_lazy("No, keep it as it is")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose yes or no.")},
    )
    sections = forms.MultipleChoiceField(
        label=gettext_lazy("If yes: which parts?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, policy, **kwargs):
        super().__init__(*args, **kwargs)
        names = levels.agreeable(policy)
        self.fields["sections"].choices = [(name, SECTION_WORDS[name]) for name in names]

    def clean(self):
        """Asks for at least one part with a yes."""
        data = super().clean()
        if data.get("answer") == "yes" and not data.get("sections"):
            self.add_error("sections", _("Tick at least one part, or choose no."))
        return data


class PaperForm(forms.Form):
    """A sample paper; nothing is uploaded."""

    paper = forms.ChoiceField(
        label=gettext_lazy("Which paper do you hand in?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a paper.")},
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["paper"].choices = choices
