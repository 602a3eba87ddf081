"""The fields about money: bills, the health plan, video care."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.organisations.rules_fields.making import number


class MoneyFields(forms.Form):
    """The fields about money: bills, the health plan, video care."""

    bills__reply_days = number(_("Work days until a question about a bill is answered"), 1, 30)
    bills__plan_lowest = number(_("Smallest monthly payment in dollars"), 1, 1000)
    bills__plan_months = number(_("Most months of a payment plan"), 1, 60)
    bills__estimate_days = number(_("Work days until an estimate is sent"), 1, 30)
    bills__estimate_dispute = number(
        _("Dollars above the estimate from which a bill can be disputed"), 0, 10000
    )
    bills__help_days = number(_("Work days until help with costs is decided"), 1, 30)
    bills__help_percent = number(_("Percent that help with costs takes off"), 1, 100)
    bills__refund_days = number(_("Work days until a refund is paid"), 1, 60)
    bills__itemized_days = number(_("Work days until an itemized bill is sent"), 1, 30)
    insurer__appeal_days = number(_("Days until the health plan answers an appeal"), 1, 60)
    insurer__approval_days = number(_("Days until the health plan answers about a prior approval"), 1, 14)
    insurer__external_days = number(_("Days until an outside review is decided"), 1, 60)
    insurer__paper_days = number(_("Days to send a paper that the health plan misses"), 1, 60)
    insurer__card_days = number(_("Work days until a new insurance card comes"), 1, 30)
    insurer__exception_days = number(
        _("Days until the health plan answers about an exception for a medicine"), 1, 14
    )
    insurer__tier_1 = number(_("Drug list: dollars a month for tier 1"), 0, 1000)
    insurer__tier_2 = number(_("Drug list: dollars a month for tier 2"), 0, 1000)
    insurer__tier_3 = number(_("Drug list: dollars a month for tier 3"), 0, 1000)
    insurer__tier_4 = number(_("Drug list: dollars a month for tier 4"), 0, 1000)
    telemedicine__wait_minutes = number(_("Minutes that one waits for video care"), 5, 240)
    telemedicine__price = number(_("Price of video care in dollars"), 0, 500)
