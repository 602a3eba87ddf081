"""The fields about messages, alerts and reminders."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.organisations.rules_fields.making import number, text, ticks


class TalkingFields(forms.Form):
    """The fields about messages, alerts and reminders."""

    reply_business_days = number(_("Work days until a message is answered"), 1, 30)
    message_max_characters = number(_("Most letters in a message"), 200, 5000)
    message_files = number(_("Most files with one message"), 1, 20)
    messages__open_days = number(_("Days that people can write back after an answer"), 1, 365)
    message_fee__may_apply = forms.BooleanField(label=_("A message may cost money"), required=False)
    message_fee__low = number(_("Lowest fee in dollars"), 0, 1000)
    message_fee__high = number(_("Highest fee in dollars"), 0, 1000)
    message_fee__note__en = text(_("What you say about the fee, in English"), 300)
    message_fee__note__es = text(_("What you say about the fee, in Spanish"), 300)
    message_fee__topics = ticks(
        _("About what a message may cost money"),
        [
            ("medical", _("A health question that can wait")),
            ("medicine", _("A question about a medicine")),
            ("refill", _("A refill")),
            ("results", _("A test result")),
            ("appointment", _("A visit")),
            ("referral", _("Seeing a specialist")),
            ("form", _("A form or a letter")),
            ("billing", _("A bill or insurance")),
            ("technical", _("Help with this portal")),
        ],
    )
    message_fee__free_after_visit_days = number(
        _("Days after a visit in which messages are free; 0 for none"), 0, 90
    )
    message_fee__free_after_surgery_days = number(
        _("Days after surgery in which messages are free; 0 for none"),
        0,
        365,
        help_text=_("The page about fees says this. The pretend portal does not count these days."),
    )
    message_fee__free_when_clinic_began = forms.BooleanField(
        label=_("Answering a message that the clinic began is free"), required=False
    )
    alerts__quiet_from = number(_("Hour from which the practice phone is quiet (0 to 23)"), 0, 23)
    alerts__quiet_until = number(_("Hour until which the practice phone is quiet (0 to 23)"), 0, 23)
    reminders__time_zone = text(
        _("Your time zone, such as America/Chicago; empty: the site’s own"), 60, required=False
    )
    reminders__quiet_from = number(_("Hour from which no reminder is sent (0 to 23)"), 0, 23)
    reminders__quiet_until = number(_("Hour until which no reminder is sent (0 to 23)"), 0, 23)
