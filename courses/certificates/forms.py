"""The forms of certificates: the name to be shown, and a text to be checked."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.certificates.models import LONGEST_NAME
from lms.pdf.tagged import can_write


class NameForm(forms.Form):
    """The name or nickname on the certificate; it may stay empty."""

    shown_name = forms.CharField(
        label=gettext_lazy("Name or nickname to show"),
        help_text=gettext_lazy("You may leave it empty. Everyone who has the address can read it."),
        max_length=LONGEST_NAME,
        required=False,
    )

    def clean_shown_name(self):
        """Refuses letters that the PDF cannot show, rather than print a gap."""
        name = self.cleaned_data["shown_name"]
        if not can_write(name):
            raise ValidationError(_("We cannot print some of these letters yet. Please write it in others."))
        return name


class CheckForm(forms.Form):
    """The text of a badge file, as an employer or class may hold it."""

    badge = forms.CharField(
        label=gettext_lazy("Text of the badge file"),
        help_text=gettext_lazy("Open the file that ends in .jwt, copy all of it, and paste it here."),
        max_length=20000,
        widget=forms.Textarea({"rows": 5, "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Paste the text of the file.")},
    )
