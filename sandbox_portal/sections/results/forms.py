"""When to look at a result that may worry."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ChoiceForm(forms.Form):
    """One question with three answers; none is marked as the better one."""

    NOW, WITH_SOMEONE, AT_VISIT = "now", "with-someone", "at-visit"

    when = forms.ChoiceField(
        label=_("When do you want to look at this result?"),
        choices=[
            (NOW, _("Now")),
            (WITH_SOMEONE, _("Later, with someone beside me")),
            (AT_VISIT, _("At my visit, with my doctor")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when you want to look at this result.")},
    )
