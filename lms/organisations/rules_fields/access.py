"""The fields about who gets in: families, signing in, who looked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.organisations.forms import PhoneField
from lms.organisations.rules_fields.making import lines, number, text, ticks

SHARED = [
    ("appointments", _("Visits")),
    ("medicines", _("Medicines")),
    ("messages", _("Messages")),
    ("results", _("Test results and notes")),
    ("bills", _("Bills")),
]
TEEN = [
    ("appointments", _("Visits")),
    ("health", _("Allergies and shots")),
    ("medicines", _("Medicines")),
    ("messages", _("Messages")),
    ("results", _("Test results and notes")),
]


class AccessFields(forms.Form):
    """The fields about who gets in: families, signing in, who looked."""

    proxy__adult_expires_months = number(_("Months until a helper’s access ends"), 1, 120)
    proxy__review_business_days = number(_("Work days until a helper’s access is decided"), 0, 30)
    proxy__invite_expires_days = number(_("Days until a helper’s invitation ends"), 1, 90)
    proxy__age_bands = lines(
        _("What a parent may see, by the child’s age"),
        _("A line an age band, such as 0-11 full, 12-17 limited, 18-120 none."),
    )
    proxy__level_visits = ticks(_("What a helper sees at the lowest level"), SHARED)
    proxy__level_everyday = ticks(_("What a helper sees at the middle level"), SHARED)
    proxy__level_records = ticks(_("What a helper sees at the highest level"), SHARED)
    proxy__teen_sees = ticks(_("What a parent of a teen sees"), TEEN)
    proxy__teen_may_open = ticks(_("What a teen can open for a parent"), TEEN)
    proxy__teen_must_agree = forms.BooleanField(
        label=_("A teen must say yes before a parent sees anything"), required=False
    )
    proxy__parent_bills = forms.ChoiceField(
        label=_("A parent sees a child’s bills"),
        choices=[
            ("never", _("Never")),
            ("guarantor", _("When the parent is the one who pays (the guarantor)")),
            ("always", _("Always")),
        ],
    )
    proxy__step_parent_paper = forms.ChoiceField(
        label=_("A step-parent must bring"),
        choices=[
            ("co-signature", _("A form that a parent signs too")),
            ("court-paper", _("A court paper")),
        ],
    )
    proxy__adult_age = number(_("From what age somebody can be a helper"), 16, 21)
    proxy__warn_days = number(_("Days before a helper’s access ends to ask the patient"), 1, 90)
    proxy__phone = PhoneField(
        label=_("Phone for questions about helpers’ papers; empty: the clinic’s own"), required=False
    )
    sign_in__sign_up = forms.ChoiceField(
        label=_("Signing up without a code"),
        choices=[
            ("match", _("At once, when the answers fit the record")),
            ("review", _("After the clinic has looked at it")),
        ],
    )
    sign_in__review_days = number(_("Work days until you have looked at somebody who signs up"), 0, 30)
    sign_in__letter_days = number(_("Work days until a sign-up code comes in a letter"), 1, 30)
    sign_in__sign_up_tries = number(_("Wrong birth dates until one has to call"), 1, 10)
    sign_in__code_tries = number(_("Wrong tries until a code is no longer good"), 1, 10)
    sign_in__invite_code_days = number(_("Days until a sign-up code ends"), 1, 90)
    sign_in__passphrase_characters = number(_("Fewest letters in a password"), 8, 40)
    sign_in__tries_before_lockout = number(_("Wrong passwords until the account is locked"), 3, 10)
    sign_in__lockout_minutes = number(_("Minutes until a locked account opens again"), 5, 1440)
    sign_in__code_minutes = number(_("Minutes that a sign-in code works"), 2, 60)
    sign_in__remember_days = number(_("Days that a device is remembered"), 1, 90)
    sign_in__timeout_minutes = number(_("Quiet minutes until people are signed out"), 5, 60)
    sign_in__warning_minutes = number(_("Minutes before that to warn people"), 1, 4)
    privacy__office_phone = text(_("Phone of the privacy office"), 24)
    privacy__log_days = number(_("Days back that people see who looked"), 7, 730)
    privacy__review_days = number(_("Work days until the privacy office answers"), 1, 30)
    privacy__app_days = number(_("Most days that an app is let in at once"), 1, 365)
