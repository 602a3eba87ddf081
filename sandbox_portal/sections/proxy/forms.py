"""The forms of both seats. Nobody types a name or an address: the invented people stand in the record."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections.birth import BirthForm
from sandbox_portal.sections.proxy import helper
from sandbox_portal.sections.proxy.levels import AGREED, SHAREABLE, Level
from sandbox_portal.sections.proxy.models import ProxyGrant

SECTION_WORDS = {
    "appointments": gettext_lazy("Visits"),
    "medicines": gettext_lazy("Medicines"),
    "messages": gettext_lazy("Messages"),
    "results": gettext_lazy("Test results and notes"),
}
PAPER_WORDS = {
    "bank-power": gettext_lazy("Power of attorney for money and the bank"),
    "guardian": gettext_lazy("Court paper that names a guardian for health care"),
    "birth-certificate": gettext_lazy("Birth certificate"),
    "driver-license": gettext_lazy("Driver’s license"),
}
WAY_WORDS = {
    ProxyGrant.Way.REQUEST: gettext_lazy("The person can say yes. Ask them"),
    ProxyGrant.Way.PAPERS: gettext_lazy("The person cannot decide any more, and I have papers"),
}


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
        choices=list(SECTION_WORDS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    shows_sensitive = forms.BooleanField(
        label=gettext_lazy("Show the private parts too, such as a test that may worry."),
        help_text=gettext_lazy("These are hidden unless you tick this box."),
        required=False,
    )

    def clean(self):
        """Asks for at least one part where the learner wants to choose the parts."""
        data = super().clean()
        if data.get("level") == Level.CUSTOM and not data.get("sections"):
            self.add_error("sections", _("Choose at least one part, or another level."))
        if data.get("level") != Level.CUSTOM:
            data["sections"] = []
        data["sections"] = [name for name in SHAREABLE if name in data.get("sections", [])]
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


class AskForm(FormKeyForm):
    """Asking from the proxy's side."""

    way = forms.ChoiceField(
        label=gettext_lazy("Can the person say yes?"),
        choices=list(WAY_WORDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    level = forms.ChoiceField(
        label=gettext_lazy("How much do you need to see?"),
        choices=[choice for choice in Level.choices if choice[0] != Level.CUSTOM],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how much you need.")},
    )


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
        choices=[(name, SECTION_WORDS[name]) for name in AGREED],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

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
        choices=[(name, PAPER_WORDS[name]) for name in helper.PAPERS],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a paper.")},
    )
