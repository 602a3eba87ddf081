"""The pretend phone's form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections.phone.models import PhoneCall

_About = PhoneCall.About
_LABELS = {_About.MESSAGE: _("A message: no answer, or one that does not fit")}


class CallForm(FormKeyForm):
    """What the call is about; `item` is the message or medicine from whose page one came."""

    about = forms.ChoiceField(
        label=_("Why are you calling?"),
        choices=[(about.value, _LABELS.get(about, about.label)) for about in _About],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why you are calling.")},
    )
    item = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=64)
