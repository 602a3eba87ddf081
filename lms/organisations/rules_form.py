"""The form of a policy pack: a field a rule, each fault beside its field."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError as PydanticError

from lms.organisations.forms import PhoneField
from lms.organisations.policy import SECTIONS, Policy

OWN = {"portal_name", "clinic_name", "clinic_phone", "nurse_line_phone"}
BETWEEN = "__"  # between the parts of a rule's place in the pack, in the name of its field


def _text(label, most, **options):
    return forms.CharField(label=label, max_length=most, **options)


def _number(label, low, high, **options):
    return forms.IntegerField(label=label, min_value=low, max_value=high, **options)


def _lines(label, help_text):
    return forms.CharField(
        label=label, help_text=help_text, required=False, widget=forms.Textarea({"rows": 4})
    )


class RulesForm(forms.Form):
    """The rules and numbers of one organisation. Empty menu words mean the house's own."""

    use_required_attribute = False

    portal_name = _text(gettext_lazy("What your patient portal is called"), 60)
    clinic_name = _text(gettext_lazy("Name of the clinic"), 80)
    clinic_phone = PhoneField(label=gettext_lazy("Phone number of the clinic"), required=False)
    clinic_hours__en = _text(gettext_lazy("When it is open, in English"), 120)
    clinic_hours__es = _text(gettext_lazy("When it is open, in Spanish"), 120)
    nurse_line_phone = PhoneField(label=gettext_lazy("Phone number of the nurse line"), required=False)
    emergency_number = PhoneField(label=gettext_lazy("Emergency number"))
    crisis_number = PhoneField(label=gettext_lazy("Crisis line"))
    poison_number = PhoneField(label=gettext_lazy("Poison help line"))
    reply_business_days = _number(gettext_lazy("Work days until a message is answered"), 1, 30)
    message_max_characters = _number(gettext_lazy("Most letters in a message"), 200, 5000)
    message_fee__may_apply = forms.BooleanField(
        label=gettext_lazy("A message may cost money"), required=False
    )
    message_fee__low = _number(gettext_lazy("Lowest fee in dollars"), 0, 1000)
    message_fee__high = _number(gettext_lazy("Highest fee in dollars"), 0, 1000)
    message_fee__note__en = _text(gettext_lazy("What you say about the fee, in English"), 300)
    message_fee__note__es = _text(gettext_lazy("What you say about the fee, in Spanish"), 300)
    refill_notice_days = _number(gettext_lazy("Days before a medicine runs out to ask for a refill"), 0, 60)
    refill_business_days = _number(gettext_lazy("Work days until a refill is ready"), 1, 30)
    controlled_refills = forms.ChoiceField(
        label=gettext_lazy("Refills of controlled medicines"),
        choices=[("call", gettext_lazy("By phone only")), ("portal", gettext_lazy("In the portal"))],
    )
    amendment_days = _number(gettext_lazy("Days until a correction is answered"), 1, 60)
    amendment_extension_days = _number(gettext_lazy("More days, once, with a written reason"), 0, 30)
    proxy__adult_expires_months = _number(gettext_lazy("Months until a helper’s access ends"), 1, 120)
    proxy__review_business_days = _number(gettext_lazy("Work days until a helper’s access is decided"), 0, 30)
    proxy__invite_expires_days = _number(gettext_lazy("Days until a helper’s invitation ends"), 1, 90)
    proxy__age_bands = _lines(
        gettext_lazy("What a parent may see, by the child’s age"),
        gettext_lazy("A line an age band, such as 0-11 full, 12-17 limited, 18-120 none."),
    )
    holidays = _lines(
        gettext_lazy("Holidays"), gettext_lazy("A line a day, as month and day, such as 07-04.")
    )
    sources = _lines(
        gettext_lazy("Where these rules come from"),
        gettext_lazy("A line a source, such as the name of a handbook and its date."),
    )
    signed_off_by = _text(gettext_lazy("Who signed these rules off"), 120, required=False)
    signed_off_on = forms.DateField(
        label=gettext_lazy("On which day"), required=False, widget=forms.DateInput({"type": "date"})
    )

    def __init__(self, *args, policy=None, **options):
        super().__init__(*args, **options, initial=_flat(policy or Policy()))
        for section in SECTIONS:
            for code, words in (("en", _("in English")), ("es", _("in Spanish"))):
                self.fields[f"menu_words__{section}__{code}"] = forms.CharField(
                    label=_("Your menu’s word for “%(section)s”, %(language)s")
                    % {"section": section, "language": words},
                    max_length=60,
                    required=False,
                )

    def clean(self):
        """Puts the pack together, as `policy_data`, and says at which field it does not hold."""
        if self.errors:
            return
        self.policy_data = _nested(self.cleaned_data)
        try:
            Policy.model_validate(self.policy_data)
        except PydanticError as error:
            for fault in error.errors():
                self.add_error(self._field_of(fault["loc"]), fault["msg"].removeprefix("Value error, "))

    def _field_of(self, place):
        """Returns the name of the field at which a rule is written, or that of its first neighbour."""
        parts = [str(part) for part in place]
        while parts:
            name = BETWEEN.join(parts)
            found = next(
                (field for field in self.fields if field == name or field.startswith(name + BETWEEN)), None
            )
            if found:
                return found
            parts.pop()
        return None


def _flat(policy):
    """Returns a policy as the initial values of the fields.

    The pretend clinic's names and numbers are left out: saved, they would stand on a real site's help page.
    """
    data = policy.model_dump(exclude=OWN - policy.model_fields_set)
    data["proxy"]["age_bands"] = [
        f"{band['from_age']}-{band['to_age']} {band['access']}" for band in data["proxy"]["age_bands"]
    ]
    return dict(_leaves(data))


def _leaves(data, place=()):
    for key, value in data.items():
        here = (*place, key)
        if isinstance(value, dict):
            yield from _leaves(value, here)
        else:
            yield BETWEEN.join(here), "\n".join(value) if isinstance(value, list) else value


def _nested(said):
    """Returns the values of the fields as a pack, without what was left empty."""
    pack = {}
    for name, value in said.items():
        if name in ("holidays", "sources", "proxy__age_bands"):
            value = [line.strip() for line in value.splitlines() if line.strip()]
        if name == "proxy__age_bands":
            value = [_band(line) for line in value]
        if name == "signed_off_on":
            value = value.isoformat() if value else ""
        if value in ("", None):
            continue
        *above, last = name.split(BETWEEN)
        place = pack
        for part in above:
            place = place.setdefault(part, {})
        place[last] = value
    return pack


def _band(line):
    """Returns one age band of a line such as 12-17 limited; what is no such line is refused by the pack."""
    ages, _space, access = line.partition(" ")
    first, _dash, last = ages.partition("-")
    return {"from_age": first.strip(), "to_age": last.strip(), "access": access.strip()}
