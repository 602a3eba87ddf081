"""The consent screen, and how a sync is tried again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sandbox_portal.sections.apps.shelf import said, shelf

REFUSE = "refuse"  # the name of the button that says no


class ConsentForm(forms.Form):
    """What to share, for how long. All that the app asks for is ticked, as real consent screens do."""

    scopes = forms.MultipleChoiceField(
        label=_("What may it have?"),
        help_text=_("All of it is ticked. Take off what it does not need."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Leave one ticked, or say no.")},
    )
    days = forms.TypedChoiceField(
        label=_("For how long?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose for how long.")},
    )
    understands = forms.BooleanField(
        label=_("I understand: once the app has it, the health privacy law (HIPAA) may not cover it."),
        error_messages={"required": _("Tick the box to go on, or say no.")},
    )

    def __init__(self, *args, app, longest, **kwargs):
        super().__init__(*args, **kwargs)
        scopes = self.fields["scopes"]
        scopes.choices = [(id, said(scope.words)) for id, scope in shelf().scopes.items() if id in app.asks]
        scopes.initial = app.asks
        lengths = sorted({1, min(30, longest), longest})
        self.fields["days"].choices = [(n, _words(n)) for n in lengths]
        if app.covered:
            del self.fields["understands"]


def _words(days):
    return _("Today only") if days == 1 else _("%(days)d days") % {"days": days}
