"""What a class is called and until when it lasts; how somebody wants to be known in it."""

import re
from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.classes.actions import LEADERS
from lms.classes.models import StudyClass

LONGEST = timedelta(days=366)
# An e-mail address, or enough digits for a phone number or a date of birth.
CONTACT = re.compile(r"@|(\d[\s./()-]*){5}")


class CodeForm(forms.Form):
    """The code of a class, as it stands on the hand-out."""

    code = forms.CharField(
        label=gettext_lazy("Class code"),
        help_text=gettext_lazy("8 letters and numbers from your hand-out, such as ABCD-2345."),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": gettext_lazy("Type the code from your hand-out.")},
    )


class JoinForm(forms.Form):
    """A nickname, and whether the leader may see how far one is."""

    nickname = forms.CharField(
        label=gettext_lazy("Your nickname in this class"),
        help_text=gettext_lazy("Not your full name. Do not use your e-mail address or phone number."),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Type a nickname.")},
    )
    is_shown = forms.TypedChoiceField(
        label=gettext_lazy("May your class leader see how far you are?"),
        help_text=gettext_lazy(
            "With yes, your leader sees your nickname and how many lessons and tasks you finish from now on. "
            "Your answers, notes and messages are never shown."
        ),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose yes or no.")},
    )

    def clean_nickname(self):
        """Refuses what tells how to reach somebody."""
        nickname = " ".join(self.cleaned_data["nickname"].split())
        if CONTACT.search(nickname):
            raise forms.ValidationError(_("Choose a nickname without an e-mail address or a phone number."))
        return nickname


class ClassForm(forms.ModelForm):
    """A class, as an admin or a leader makes it. Only an admin chooses another leader."""

    class Meta:
        model = StudyClass
        fields = ["title", "ends_on", "language", "leader"]
        widgets = {"ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, organisation, user, may_choose, **kwargs):
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        languages = [(code, gettext_lazy(names[code])) for code in organisation.languages]
        self.fields["language"] = forms.ChoiceField(
            label=gettext_lazy("Language of the hand-out"), choices=languages
        )
        self.fields["ends_on"].help_text = _("After this day all nicknames are deleted. Counts stay.")
        staff = get_user_model().objects.filter(
            memberships__organisation=organisation, memberships__role__in=LEADERS
        )
        if may_choose:
            self.fields["leader"].queryset = staff.distinct().order_by("email")
            self.fields["leader"].label = _("Leader: the only one who sees nicknames")
            self.fields["leader"].required = True
            self.initial.setdefault("leader", user.pk)
        else:
            del self.fields["leader"]

    def clean_ends_on(self):
        """Asks for a last day from today on, within about a year."""
        day, today = self.cleaned_data["ends_on"], timezone.localdate()
        if not today <= day <= today + LONGEST:
            raise forms.ValidationError(_("Choose a day from today on, within a year."))
        return day
