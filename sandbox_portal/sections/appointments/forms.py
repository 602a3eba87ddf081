"""The questions about a visit, one a page."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from sandbox_portal.safety.forms import SafeFormMixin, SafeTextField
from sandbox_portal.sections import dates
from sandbox_portal.sections.appointments import check_in, kinds
from sandbox_portal.sections.appointments.models import Way

LONGEST_REASON, LONGEST_QUESTION = 300, 160


class KindForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What kind of visit do you need?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind of visit.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            (kind.slug, format_html("<b>{}</b><br>{}", kind.label, kind.help))
            for kind in kinds.every().values()
        ]


class WayForm(forms.Form):
    way = forms.ChoiceField(
        label=_("How do you want to meet?"),
        help_text=_("If the doctor must touch, look closely or listen, come in person."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how to meet.")},
    )

    def __init__(self, *args, ways, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [(way, Way(way).label) for way in ways]


class WhoForm(forms.Form):
    clinician = forms.ChoiceField(
        label=_("Whom do you want to see?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a doctor.")},
    )

    def __init__(self, *args, clinicians, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["clinician"].choices = list(clinicians.items())


class TimeForm(forms.Form):
    """The free times of one week. A time of another week is free as well; `free` says which are."""

    starts_at = forms.ChoiceField(
        label=_("Which time suits you?"),
        help_text=_("These are times at the clinic."),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a time."),
            "invalid_choice": _("That time is taken now. Choose another one."),
        },
    )

    def __init__(self, *args, free, **kwargs):
        super().__init__(*args, **kwargs)
        self._moments = {moment.isoformat(): moment for moment in free}
        self.fields["starts_at"].choices = [
            (code, f"{dates.long_day(moment)}, {dates.time(moment)}")
            for code, moment in self._moments.items()
        ]

    def clean_starts_at(self):
        """Returns the moment that was chosen."""
        return self._moments[self.cleaned_data["starts_at"]]


class ReasonForm(SafeFormMixin, forms.Form):
    words = SafeTextField(
        label=_("What is the visit about?"),
        help_text=_("One or two short sentences: what it is, and since when. Something serious? Call, now."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": LONGEST_REASON}),
        error_messages={"required": _("Write what the visit is about. Then they can plan for it.")},
    )


class QuestionsForm(SafeFormMixin, forms.Form):
    """Three things to say at the visit, the most important one first."""

    first = SafeTextField(
        label=_("The most important thing"), required=False, max_length=LONGEST_QUESTION,
        widget=forms.TextInput,
    )  # fmt: skip
    second = SafeTextField(
        label=_("The second thing"), required=False, max_length=LONGEST_QUESTION, widget=forms.TextInput
    )
    third = SafeTextField(
        label=_("The third thing"), required=False, max_length=LONGEST_QUESTION, widget=forms.TextInput
    )

    @property
    def questions(self):
        """What was written, in order."""
        return [self.cleaned_data[name] for name in ("first", "second", "third") if self.cleaned_data[name]]


class OfferForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Do you take the earlier time?"),
        widget=forms.RadioSelect,
        choices=[
            ("take", _("Yes. Give my old time to someone else")),
            ("keep", _("No. I keep my time")),
        ],
        error_messages={"required": _("Choose yes or no. Until you do, nothing changes.")},
    )


class PartForm(forms.Form):
    """One part of the check-in."""

    answer = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer. You can change it until you check in.")},
    )

    def __init__(self, *args, part, **kwargs):
        super().__init__(*args, **kwargs)
        about = check_in.PARTS[part]
        self.fields["answer"].label = about.question
        self.fields["answer"].choices = list(about.answers.items())


class _NameField(forms.CharField):
    """A name that is asked for; whether an empty one will do depends on the answer beside it."""

    def validate(self, value):
        """Accepts anything: `signing.sign` judges it."""


class SignForm(PartForm):
    """The part that is signed by typing the full name. Only the invented one is taken, and it is not kept."""

    signature = _NameField(
        label=_("Type your full name to sign"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, name, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signature"].help_text = _("In this practice you are %(name)s.") % {"name": name}
        self.order_fields(["answer", "signature"])
