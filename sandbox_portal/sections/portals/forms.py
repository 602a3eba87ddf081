"""The pretend sign-in at another portal: which account belongs there."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AccountForm(forms.Form):
    """One of the person's user names. Nothing is typed, so nobody types a real password."""

    account = forms.ChoiceField(
        label=_("Which user name belongs to this portal?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the user names.")},
    )

    def __init__(self, *args, accounts, right, owner, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [(name, name) for name in accounts]
        self.right, self.owner = right, owner

    def clean_account(self):
        """Refuses the account of another portal, and says why."""
        chosen = self.cleaned_data["account"]
        if chosen != self.right:
            raise forms.ValidationError(
                _("%(portal)s does not know this user name. Each portal has its own, with its own password."),
                params={"portal": self.owner},
                code="other-portal",
            )
        return chosen
