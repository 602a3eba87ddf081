"""The form of a policy pack: a field a rule, each fault beside its field."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError as PydanticError

from lms.organisations.forms import PhoneField
from lms.organisations.policy import SECTIONS, Policy

OWN = {"portal_name", "clinic_name", "clinic_phone", "nurse_line_phone"}
BETWEEN = "__"  # between the parts of a rule's place in the pack, in the name of its field
CHOSEN = {("visits", "on_request")}  # lists that are ticked, not written a line each


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
    message_files = _number(gettext_lazy("Most files with one message"), 1, 20)
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
    sign_in__sign_up = forms.ChoiceField(
        label=gettext_lazy("Signing up without a code"),
        choices=[
            ("match", gettext_lazy("At once, when the answers fit the record")),
            ("review", gettext_lazy("After the clinic has looked at it")),
        ],
    )
    sign_in__invite_code_days = _number(gettext_lazy("Days until a sign-up code ends"), 1, 90)
    sign_in__passphrase_characters = _number(gettext_lazy("Fewest letters in a password"), 8, 40)
    sign_in__tries_before_lockout = _number(
        gettext_lazy("Wrong passwords until the account is locked"), 3, 10
    )
    sign_in__lockout_minutes = _number(gettext_lazy("Minutes until a locked account opens again"), 5, 1440)
    sign_in__code_minutes = _number(gettext_lazy("Minutes that a sign-in code works"), 2, 60)
    sign_in__remember_days = _number(gettext_lazy("Days that a device is remembered"), 1, 90)
    sign_in__timeout_minutes = _number(gettext_lazy("Quiet minutes until people are signed out"), 5, 60)
    portals__hospital = _text(gettext_lazy("What the hospital’s portal is called"), 60)
    portals__laboratory = _text(gettext_lazy("What the laboratory’s portal is called"), 60)
    portals__long_term = _text(gettext_lazy("What the portal for home readings is called"), 60)
    portals__insurance = _text(gettext_lazy("What the insurance portal is called"), 60)
    portals__telemedicine = _text(gettext_lazy("What the video care portal is called"), 60)
    readings__danger_systolic = _number(gettext_lazy("Blood pressure, top number: call from"), 140, 220)
    readings__danger_diastolic = _number(gettext_lazy("Blood pressure, bottom number: call from"), 90, 140)
    readings__sugar_low = _number(gettext_lazy("Blood sugar: low below"), 60, 90)
    readings__sugar_danger_low = _number(gettext_lazy("Blood sugar: call below"), 40, 70)
    readings__sugar_danger_high = _number(gettext_lazy("Blood sugar: call from"), 200, 500)
    readings__rest_minutes = _number(gettext_lazy("Minutes of rest before a second reading"), 1, 30)
    bills__reply_days = _number(gettext_lazy("Work days until a question about a bill is answered"), 1, 30)
    bills__plan_lowest = _number(gettext_lazy("Smallest monthly payment in dollars"), 1, 1000)
    bills__plan_months = _number(gettext_lazy("Most months of a payment plan"), 1, 60)
    bills__estimate_days = _number(gettext_lazy("Work days until an estimate is sent"), 1, 30)
    bills__estimate_dispute = _number(
        gettext_lazy("Dollars above the estimate from which a bill can be disputed"), 0, 10000
    )
    bills__help_days = _number(gettext_lazy("Work days until help with costs is decided"), 1, 30)
    bills__help_percent = _number(gettext_lazy("Percent that help with costs takes off"), 1, 100)
    bills__refund_days = _number(gettext_lazy("Work days until a refund is paid"), 1, 60)
    insurer__appeal_days = _number(gettext_lazy("Days until the health plan answers an appeal"), 1, 60)
    insurer__approval_days = _number(
        gettext_lazy("Days until the health plan answers about a prior approval"), 1, 14
    )
    insurer__external_days = _number(gettext_lazy("Days until an outside review is decided"), 1, 60)
    visits__times = _lines(
        gettext_lazy("Times for visits, each week"),
        gettext_lazy("A line a time, as day and hour, such as mon 09:30."),
    )
    visits__first_free_business_days = _number(gettext_lazy("Work days until the first free visit"), 0, 60)
    visits__book_ahead_days = _number(gettext_lazy("How many days ahead people can book"), 7, 365)
    visits__on_request = forms.MultipleChoiceField(
        label=gettext_lazy("Visits that people can only ask for"),
        choices=[
            ("new-problem", gettext_lazy("A new problem")),
            ("follow-up", gettext_lazy("A follow-up")),
            ("check-up", gettext_lazy("A yearly check-up")),
            ("specialist", gettext_lazy("A visit with a specialist")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    visits__answer_business_days = _number(gettext_lazy("Work days until you set such a time"), 1, 30)
    visits__cancel_notice_hours = _number(gettext_lazy("Hours before a visit to cancel it in time"), 0, 168)
    visits__late_fee = _number(gettext_lazy("Fee in dollars for a late cancel; 0 for none"), 0, 500)
    visits__wait_list_business_days = _number(
        gettext_lazy("Work days until the wait list offers a time"), 1, 30
    )
    visits__offer_hours = _number(gettext_lazy("Hours that such an offer stands"), 1, 168)
    visits__check_in_opens_days = _number(gettext_lazy("Days before a visit that check-in opens"), 0, 30)
    visits__check_in_before_video = forms.BooleanField(
        label=gettext_lazy("Check-in must be done before a video visit"), required=False
    )
    visits__reminder_days = _number(gettext_lazy("Days before a visit to remind people"), 0, 14)
    visits__join_early_minutes = _number(gettext_lazy("Minutes before a video visit to join it"), 0, 60)
    visits__join_grace_minutes = _number(
        gettext_lazy("Minutes that you wait for people in a video visit"), 5, 120
    )
    visits__due_soon_days = _number(gettext_lazy("Days ahead that a check-up is told"), 0, 365)
    visits__not_now_days = _number(
        gettext_lazy("Days until a check-up that was put off is told again"), 1, 365
    )
    privacy__office_phone = _text(gettext_lazy("Phone of the privacy office"), 24)
    privacy__log_days = _number(gettext_lazy("Days back that people see who looked"), 7, 730)
    privacy__review_days = _number(gettext_lazy("Work days until the privacy office answers"), 1, 30)
    privacy__app_days = _number(gettext_lazy("Most days that an app is let in at once"), 1, 365)
    reminders__time_zone = _text(
        gettext_lazy("Your time zone, such as America/Chicago; empty: the site’s own"), 60, required=False
    )
    reminders__quiet_from = _number(gettext_lazy("Hour from which no reminder is sent (0 to 23)"), 0, 23)
    reminders__quiet_until = _number(gettext_lazy("Hour until which no reminder is sent (0 to 23)"), 0, 23)
    holidays = _lines(
        gettext_lazy("Holidays"),
        gettext_lazy(
            "A line a day, as month and day, such as 07-04, or as month, weekday and which one: 11-thu4 is "
            "the fourth Thursday of November, 05-monlast the last Monday of May."
        ),
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
            is_lines = isinstance(value, list) and here not in CHOSEN
            yield BETWEEN.join(here), "\n".join(value) if is_lines else value


def _nested(said):
    """Returns the values of the fields as a pack, without what was left empty."""
    pack = {}
    for name, value in said.items():
        if name in ("holidays", "sources", "proxy__age_bands", "visits__times"):
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
