"""The fields about the clinic itself: names, phones, hours, and where its rules come from."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.organisations.forms import PhoneField
from lms.organisations.rules_fields.making import lines, text


class ClinicFields(forms.Form):
    """The fields about the clinic itself: names, phones, hours, and where its rules come from."""

    portal_name = text(_("What your patient portal is called"), 60)
    clinic_name = text(_("Name of the clinic"), 80)
    clinic_phone = PhoneField(label=_("Phone number of the clinic"), required=False)
    clinic_hours__en = text(_("When it is open, in English"), 120)
    clinic_hours__es = text(_("When it is open, in Spanish"), 120)
    nurse_line_phone = PhoneField(label=_("Phone number of the nurse line"), required=False)
    emergency_number = PhoneField(label=_("Emergency number"))
    crisis_number = PhoneField(label=_("Crisis line"))
    poison_number = PhoneField(label=_("Poison help line"))
    portals__hospital = text(_("What the hospital’s portal is called"), 60)
    portals__laboratory = text(_("What the laboratory’s portal is called"), 60)
    portals__long_term = text(_("What the portal for home readings is called"), 60)
    portals__insurance = text(_("What the insurance portal is called"), 60)
    portals__telemedicine = text(_("What the video care portal is called"), 60)
    holidays = lines(
        _("Holidays"),
        _(
            "A line a day, as month and day, such as 07-04, or as month, weekday and which one: 11-thu4 is "
            "the fourth Thursday of November, 05-monlast the last Monday of May."
        ),
    )
    layout = forms.ChoiceField(
        label=_("How the menu looks"),
        choices=[
            ("tabs", _("Tabs in a row at the top")),
            ("side", _("A list at the side")),
            ("cards", _("Cards on the first page")),
        ],
    )
    sources = lines(
        _("Where these rules come from"),
        _("A line a source, such as the name of a handbook and its date."),
    )
    signed_off_by = text(_("Who signed these rules off"), 120, required=False)
    signed_off_on = forms.DateField(
        label=_("On which day"), required=False, widget=forms.DateInput({"type": "date"})
    )
