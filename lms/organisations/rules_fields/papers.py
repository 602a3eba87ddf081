"""The fields about papers: copies of a record, letters, links."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.organisations.rules_fields.making import lines, number


class PaperFields(forms.Form):
    """The fields about papers: copies of a record, letters, links."""

    records__usual_days = number(_("Work days until copies of a record are ready"), 2, 22)
    records__law_days = number(_("Days that the law gives you for copies of a record"), 1, 30)
    records__ready_days = number(_("Days that such copies can be fetched"), 7, 365)
    records__identity_days = number(_("Days to show who one is, for copies to others"), 1, 90)
    records__disc_cents = number(_("Fee for a copy on a disc, in cents"), 0, 650)
    records__page_cents = number(_("Fee for a page on paper, in cents"), 0, 200)
    records__postage_cents = number(_("Postage for copies, in cents"), 0, 5000)
    documents__letter_days = number(_("Work days until a letter is written"), 1, 30)
    documents__letter_ready_days = number(_("Days that a letter can be fetched"), 1, 365)
    documents__link_days = lines(
        _("For how many days a document can be shared by a link"), _("A line a choice, such as 7.")
    )
    documents__link_tries = number(_("Wrong passcodes until such a link is locked"), 1, 10)
