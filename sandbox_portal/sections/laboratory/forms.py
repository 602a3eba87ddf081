"""Forms of the laboratory: everything is chosen from a list."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.sections import dates
from sandbox_portal.sections.laboratory import rules, shelf


def clock(hour):
    """An hour as a person says it, such as "7:00 AM"."""
    return dates.time(datetime(2000, 1, 1, hour, tzinfo=timezone.get_current_timezone()))


def hours(site):
    """When a site is open."""
    return f"{clock(site.opens)} – {clock(site.closes)}"


class BookForm(FormKeyForm):
    """Where and when to give the sample."""

    site = forms.ChoiceField(
        label=_("Which site?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a site.")},
    )
    day = forms.TypedChoiceField(
        label=_("Which day?"), widget=forms.RadioSelect, error_messages={"required": _("Choose a day.")}
    )
    hour = forms.TypedChoiceField(
        label=_("At what time?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a time.")},
    )

    def __init__(self, *args, practice, **kwargs):
        super().__init__(*args, **kwargs)
        self.days = {day.isoformat(): day for day in rules.days(practice)}
        self.fields["site"].choices = [
            (slug, f"{site.name}, {hours(site)}") for slug, site in shelf.SITES.items()
        ]
        open_at = sorted(set(practice.policy.laboratory.hours))
        self.fields["hour"].choices = [(hour, clock(hour)) for hour in open_at]
        self.fields["day"].choices = [(slug, dates.long_day(day)) for slug, day in self.days.items()]
        self.fields["day"].coerce = self.days.get


class ShareForm(forms.Form):
    """Which report goes to whom."""

    item = forms.ChoiceField(
        label=_("Which report?"), widget=forms.RadioSelect, error_messages={"required": _("Choose a report.")}
    )
    to = forms.ChoiceField(
        label=_("Who gets it?"),
        choices=shelf.SHARE_WITH.items,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who gets it.")},
    )

    def __init__(self, *args, reports, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = reports


class MergeForm(forms.Form):
    """One card of the two-portals game."""

    answer = forms.ChoiceField(
        choices=shelf.ANSWERS.items,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )

    def __init__(self, *args, puzzle, **kwargs):
        super().__init__(*args, prefix=puzzle.slug, **kwargs)
        self.fields["answer"].label = f"{puzzle.test}. {puzzle.question}"


class BillForm(forms.Form):
    """What the person does about the lab's bill."""

    answer = forms.ChoiceField(
        label=_("What will you do about this bill?"),
        choices=[
            ("wait", _("Wait for my plan’s letter, then look again")),
            ("pay", _("Pay all of it now")),
            ("call", _("Call the lab")),
            ("ignore", _("Put it away")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you will do.")},
    )
