"""The fields about care: medicines, corrections, readings, visits, tests, a stay."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.organisations.rules_fields.making import lines, number


class CareFields(forms.Form):
    """The fields about care: medicines, corrections, readings, visits, tests, a stay."""

    refill_notice_days = number(_("Days before a medicine runs out to ask for a refill"), 0, 60)
    refill_business_days = number(_("Work days until a refill is ready"), 1, 30)
    controlled_refills = forms.ChoiceField(
        label=_("Refills of controlled medicines"),
        choices=[("call", _("By phone only")), ("portal", _("In the portal"))],
    )
    refills__stalled_days = number(_("Work days without an answer until a refill counts as stuck"), 1, 30)
    refills__pharmacy_days = number(_("Work days that a pharmacy takes"), 1, 30)
    refills__mail_days = number(_("Work days that a pharmacy by mail takes"), 1, 30)
    refills__restock_days = number(_("Work days until a pharmacy has a medicine again"), 1, 30)
    amendment_days = number(_("Days until a correction is answered"), 1, 60)
    amendment_extension_days = number(_("More days, once, with a written reason"), 0, 30)
    corrections__received_days = number(_("Work days until a correction is noted as received"), 0, 30)
    corrections__review_days = number(_("Work days until somebody looks at it"), 1, 30)
    corrections__answer_days = number(_("Work days until it is usually answered"), 1, 40)
    readings__danger_systolic = number(_("Blood pressure, top number: call from"), 140, 220)
    readings__danger_diastolic = number(_("Blood pressure, bottom number: call from"), 90, 140)
    readings__sugar_low = number(_("Blood sugar: low below"), 60, 90)
    readings__sugar_danger_low = number(_("Blood sugar: call below"), 40, 70)
    readings__sugar_danger_high = number(_("Blood sugar: call from"), 200, 500)
    readings__rest_minutes = number(_("Minutes of rest before a second reading"), 1, 30)
    readings__oxygen_low = number(_("Oxygen in percent: tell the clinic from here down"), 88, 95)
    readings__oxygen_danger = number(_("Oxygen in percent: call from here down"), 80, 91)
    readings__peak_flow_percent = number(_("Peak flow in percent of one’s best: off the goal below"), 60, 95)
    readings__peak_flow_danger_percent = number(_("Peak flow in percent of one’s best: call below"), 30, 59)
    hospital__survey_after_days = number(_("Days after a hospital stay until the survey is sent"), 1, 14)
    hospital__survey_until_days = number(_("Days after a hospital stay until the survey ends"), 15, 60)
    visits__times = lines(
        _("Times for visits, each week"),
        _("A line a time, as day and hour, such as mon 09:30."),
    )
    visits__first_free_business_days = number(_("Work days until the first free visit"), 0, 60)
    visits__book_ahead_days = number(_("How many days ahead people can book"), 7, 365)
    visits__on_request = forms.MultipleChoiceField(
        label=_("Visits that people can only ask for"),
        choices=[
            ("new-problem", _("A new problem")),
            ("follow-up", _("A follow-up")),
            ("check-up", _("A yearly check-up")),
            ("specialist", _("A visit with a specialist")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    visits__answer_business_days = number(_("Work days until you set such a time"), 1, 30)
    visits__cancel_notice_hours = number(_("Hours before a visit to cancel it in time"), 0, 168)
    visits__late_fee = number(_("Fee in dollars for a late cancel; 0 for none"), 0, 500)
    visits__wait_list_business_days = number(_("Work days until the wait list offers a time"), 1, 30)
    visits__offer_hours = number(_("Hours that such an offer stands"), 1, 168)
    visits__check_in_opens_days = number(_("Days before a visit that check-in opens"), 0, 30)
    visits__check_in_before_video = forms.BooleanField(
        label=_("Check-in must be done before a video visit"), required=False
    )
    visits__reminder_days = number(_("Days before a visit to remind people"), 0, 14)
    visits__join_early_minutes = number(_("Minutes before a video visit to join it"), 0, 60)
    visits__join_grace_minutes = number(_("Minutes that you wait for people in a video visit"), 5, 120)
    visits__new_problem_minutes = number(_("Minutes for a new problem"), 5, 240)
    visits__follow_up_minutes = number(_("Minutes for a follow-up"), 5, 240)
    visits__check_up_minutes = number(_("Minutes for a yearly check-up"), 5, 240)
    visits__specialist_minutes = number(_("Minutes for a visit with a specialist"), 5, 240)
    visits__due_soon_days = number(_("Days ahead that a check-up is told"), 0, 365)
    visits__not_now_days = number(_("Days until a check-up that was put off is told again"), 1, 365)
    laboratory__book_days = number(_("Work days ahead that a lab test can be booked"), 1, 20)
    laboratory__hours = lines(
        _("Hours for lab tests"), _("A line an hour, as a full hour from 5 to 19, such as 7 or 13.")
    )
    laboratory__last_fasting_hour = number(_("Last hour for a lab test on an empty stomach"), 6, 12)
