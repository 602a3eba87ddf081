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


class PlanForm(forms.Form):
    """What the person does next about a result."""

    plan = forms.ChoiceField(
        label=_("What will you do next?"),
        choices=[
            ("wait", _("Wait for my doctor’s comment until the day above")),
            ("message", _("Ask in a message")),
            ("call", _("Call the clinic or its nurse line")),
            ("search", _("Look the number up on the web first")),
            ("nothing", _("Nothing. It is all clear to me")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you will do next.")},
    )


class CompareForm(forms.Form):
    """How the newest number stands to the one before it."""

    answer = forms.ChoiceField(
        label=_("Look at the last two numbers. The newest one is…"),
        choices=[("lower", _("Lower")), ("same", _("About the same")), ("higher", _("Higher"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the newest number compares.")},
    )
