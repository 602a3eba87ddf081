"""The forms at the front door. A password field takes invented words only, and nothing keeps them."""

from django import forms
from django.utils.translation import gettext_lazy

from sandbox_portal.sections.birth import BirthForm
from sandbox_portal.sections.door import shelf
from sandbox_portal.sections.posting import SinceForm

NO_FILLING = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


def _choice(label, choices, required, **options):
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": required},
        **options,
    )


class PasswordForm(forms.Form):
    """Mixin: a password field that shows what is typed only when asked to, and never gives it back."""

    def __init__(self, *args, is_shown=False, **kwargs):
        super().__init__(*args, **kwargs)
        widget = forms.TextInput if is_shown else forms.PasswordInput
        self.fields["password"].widget = widget(attrs={**NO_FILLING, "autocomplete": "new-password"})

    def forget(self):
        """Empties the password field before the page is shown again."""
        self.data = {name: value for name, value in self.data.items() if name != "password"}
        return self


class SignInForm(PasswordForm):
    """User name and password. `tries` is how many wrong ones the portal knew of when it showed the form."""

    name = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=60,
        widget=forms.TextInput(attrs=NO_FILLING),
        error_messages={"required": gettext_lazy("Type the user name that stands on the card.")},
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        help_text=gettext_lazy("Only the invented one on the card. Never type a password of your own here."),
        max_length=128,
        strip=False,
        error_messages={"required": gettext_lazy("Type the password that stands on the card.")},
    )
    tries = forms.IntegerField(widget=forms.HiddenInput)


class NewPasswordForm(PasswordForm):
    """A new password. Its rules are checked, then it is forgotten."""

    password = forms.CharField(
        label=gettext_lazy("New password"),
        help_text=gettext_lazy("Make one up for this practice. Do not use one of your own."),
        max_length=128,
        strip=False,
        error_messages={"required": gettext_lazy("Make up a password and type it.")},
    )


class CodeForm(forms.Form):
    """A code that came by text, by e-mail or in an app."""

    code = forms.CharField(
        label=gettext_lazy("The code"),
        help_text=gettext_lazy("6 digits. You can also paste it."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": gettext_lazy("Type the code.")},
    )


class StepForm(CodeForm):
    """The second step of signing in."""

    remember = forms.BooleanField(
        label=gettext_lazy("Remember this device: ask for no code here next time"),
        help_text=gettext_lazy("Only on a device that nobody else uses."),
        required=False,
    )


class ActivateForm(BirthForm):
    """The code of the letter, and whose account it is."""

    whose = _choice(
        gettext_lazy("Who is the account for?"),
        list(shelf.WHOSE.items()),
        gettext_lazy("Choose who the account is for."),
    )
    code = forms.CharField(
        label=gettext_lazy("Sign-up code"),
        help_text=gettext_lazy("From the letter. Spaces and dashes do not matter."),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": gettext_lazy("Type the code from the letter.")},
    )
    field_order = ["whose", "code", "month", "day", "year"]


class QuestionsForm(BirthForm):
    """Two facts of the card, for those who have no code."""

    digits = forms.CharField(
        label=gettext_lazy("Last 3 characters of the record number"),
        max_length=8,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Type the last 3 characters of the record number.")},
    )


class ForgotForm(forms.Form):
    """Whose password was forgotten, and where the code should go."""

    name = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=60,
        widget=forms.TextInput(attrs=NO_FILLING),
        error_messages={"required": gettext_lazy("Type the user name that stands on the card.")},
    )
    channel = _choice(
        gettext_lazy("Where should the code go?"),
        [(way, shelf.CHANNELS[way]) for way in ("text", "email")],
        gettext_lazy("Choose where the code should go."),
    )


class ChooseForm(forms.Form):
    """One thing to choose from a list."""

    choice = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": gettext_lazy("Choose one.")}
    )

    def __init__(self, *args, label, choices, help_text="", **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["choice"]
        field.label, field.help_text, field.choices = label, help_text, list(choices.items())


class WaitForm(SinceForm):
    """How long to let pass."""

    minutes = forms.TypedChoiceField(choices=[(n, n) for n in (5, 15, 60)], coerce=int)


class AwayForm(SinceForm):
    """Stepping away from the screen, for a moment or for long."""

    long = forms.TypedChoiceField(choices=[("no", "no"), ("yes", "yes")], coerce=lambda value: value == "yes")
