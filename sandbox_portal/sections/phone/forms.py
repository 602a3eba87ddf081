"""The pretend phone's form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections.phone.models import PhoneCall


class CallForm(FormKeyForm):
    """What the call is about; `item` is the message or medicine from whose page one came."""

    about = forms.ChoiceField(
        label=_("Why are you calling?"),
        choices=PhoneCall.About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why you are calling.")},
    )
    item = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=64)
