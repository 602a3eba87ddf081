"""Paying, planning and asking. The card fields take practice cards only and never show what was typed."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.safety.browser import attributes
from sandbox_portal.safety.forms import SafeFormMixin, SafeTextField
from sandbox_portal.sections.bills import cards, services
from sandbox_portal.sections.bills.showing import ABOUT, INCOME, money
from sandbox_portal.sections.birth import BirthForm

MOST_NOTE = 300
LONGEST_AMOUNT = 9
DAYS = {1: _("The 1st"), 15: _("The 15th"), 28: _("The 28th")}


class NeverShownInput(forms.TextInput):
    """A field whose value is never written into a page."""

    def get_context(self, name, value, attrs):
        return super().get_context(name, None, attrs)


class AmountInput(forms.TextInput):
    """Shows an amount again, but nothing that is too long to be one: it may be a card number."""

    def get_context(self, name, value, attrs):
        return super().get_context(
            name, value if value and len(str(value)) <= LONGEST_AMOUNT else None, attrs
        )


class AmountField(forms.DecimalField):
    """Dollars and cents; cleaned to whole cents."""

    def __init__(self, **kwargs):
        attrs = {"inputmode": "decimal", "autocomplete": "off", "data-never-keep": True, **attributes()}
        super().__init__(
            max_digits=7, decimal_places=2, min_value=Decimal("1"), widget=AmountInput(attrs), **kwargs
        )

    def clean(self, value):
        typed = str(value or "").strip().removeprefix("$")
        found = super().clean(typed if len(typed) <= LONGEST_AMOUNT else "x")
        return None if found is None else int(found * 100)


def _secret(label, most, **kwargs):
    attrs = {"inputmode": "numeric", "autocomplete": "off", "data-never-keep": True, **attributes()}
    return forms.CharField(label=label, max_length=most, widget=NeverShownInput(attrs), **kwargs)


class CardForm(FormKeyForm):
    """A practice card. After cleaning, `card` is it; `card_refusal` says why one was not taken."""

    number = _secret(
        _("Card number"), 40, error_messages={"required": _("Type the number of a practice card.")}
    )
    until = _secret(
        _("Good through"),
        7,
        help_text=_("Month and year, such as 12/30."),
        error_messages={"required": _("Type the month and the year.")},
    )
    code = _secret(
        _("Security code"),
        4,
        help_text=_("3 digits on the back of the card."),
        error_messages={"required": _("Type the code of the card.")},
    )

    def __init__(self, *args, practice, **kwargs):
        super().__init__(*args, **kwargs)
        self.practice = practice
        self.card, self.card_refusal = None, ""

    def clean_number(self):
        """Takes the number of a practice card only, and gives back nothing of what was typed."""
        self.card = cards.find(self.cleaned_data["number"])
        if self.card is None:
            self.card_refusal = "not-practice"
            raise forms.ValidationError(
                _(
                    "This is not a practice card. Never type a real card number here. "
                    "It was not kept and not sent. Type a number from the cards on this page."
                )
            )
        return self.card.slug

    def clean(self):
        """Compares month, year and code with the card."""
        data = super().clean()
        if self.card is None:
            return data
        digits = "".join(sign for sign in data.get("until", "") if sign.isdigit())
        month, year = self.card.good_through(self.practice)
        if "until" in data and digits not in (f"{month:02}{year % 100:02}", f"{month:02}{year}"):
            self._refuse("until", "wrong-details", _("That is not the date on this card. Look again."))
        elif self.card.is_expired(self.practice):
            message = _("This card has ended. Nothing was paid. Use a card that is still good.")
            self._refuse("number", "expired", message)
        if "code" in data and data["code"].strip() != self.card.code:
            self._refuse("code", "wrong-details", _("That is not the code of this card. Look again."))
        return data

    def _refuse(self, field, reason, message):
        self.card_refusal = self.card_refusal or reason
        self.add_error(field, message)


class PayForm(CardForm):
    """How much, and with which card."""

    field_order = ["how_much", "amount"]
    how_much = forms.ChoiceField(
        label=_("How much do you want to pay?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how much.")},
    )
    amount = AmountField(
        label=_("Another amount, in dollars"),
        required=False,
        error_messages={
            "invalid": _("Write an amount in dollars, such as 20 or 20.50."),
            "min_value": _("Pay 1 dollar or more."),
        },
    )

    def __init__(self, *args, left, **kwargs):
        super().__init__(*args, **kwargs)
        self.left = left
        self.fields["how_much"].choices = [
            ("all", _("All of it: %(amount)s") % {"amount": money(left)}),
            ("part", _("A part of it")),
        ]

    def clean(self):
        """Works out `cents`, in the cleaned data."""
        data = super().clean()
        if data.get("how_much") == "part" and not data.get("amount") and "amount" not in self.errors:
            self.add_error("amount", _("Write how much you want to pay."))
        if data.get("how_much") == "part" and (data.get("amount") or 0) > self.left:
            self.add_error(
                "amount", _("That is more than is left. The most is %(most)s.") % {"most": money(self.left)}
            )
        data["cents"] = self.left if data.get("how_much") == "all" else data.get("amount")
        return data


class PlanForm(CardForm):
    """How much each month, on which day, with which card."""

    field_order = ["amount", "day"]
    amount = AmountField(
        label=_("How much each month, in dollars?"),
        error_messages={
            "required": _("Write how much you can pay each month."),
            "invalid": _("Write an amount in dollars, such as 40."),
            "min_value": _("Pay 1 dollar or more."),
        },
    )
    day = forms.TypedChoiceField(
        label=_("On which day of the month?"),
        choices=DAYS.items,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a day.")},
    )


class AutopayForm(CardForm):
    """Autopay with a limit."""

    field_order = ["amount"]
    amount = AmountField(
        label=_("The most that it may take for one bill, in dollars"),
        help_text=_("A bill above this waits for you."),
        error_messages={
            "required": _("Write a limit, so that no big bill is paid by itself."),
            "invalid": _("Write an amount in dollars, such as 50."),
            "min_value": _("Write 1 dollar or more."),
        },
    )


class QuestionForm(SafeFormMixin, FormKeyForm):
    """Which line, and what about it."""

    line = forms.TypedChoiceField(
        label=_("What is it about?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the line, or the whole bill.")},
    )
    about = forms.ChoiceField(
        label=_("What do you want to say?"),
        choices=ABOUT.items,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you want to say.")},
    )
    note = SafeTextField(
        label=_("Your words (you may leave this empty)"),
        help_text=_("Short is best. Leave out account and card numbers."),
        max_length=MOST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [*lines, (0, _("The whole bill"))]


class EstimateForm(FormKeyForm):
    """What care the estimate is for."""

    about = forms.ChoiceField(
        label=_("What care do you want a price for?"),
        choices=[(slug, service.name) for slug, service in services.SERVICES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is for.")},
    )


class HelpForm(FormKeyForm):
    """Help with costs depends on how many live from how much."""

    people = forms.TypedChoiceField(
        label=_("How many people live from this money?"),
        choices=[(number, number) for number in range(1, 7)],
        coerce=int,
        error_messages={"required": _("Choose how many.")},
    )
    about = forms.ChoiceField(
        label=_("How much money comes in each month?"),
        choices=INCOME.items,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how much.")},
    )


class GuestForm(BirthForm):
    """Three facts that who holds the paper knows. Nothing of it is kept."""

    number = forms.CharField(
        label=_("Statement number"),
        help_text=_("From the paper, such as S-00000000. Spaces and dashes do not matter."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Type the number that stands on the statement.")},
    )
    postal_code = forms.CharField(
        label=_("ZIP code of the address on the paper"),
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Type the ZIP code that stands on the paper.")},
    )
    field_order = ["number", "month", "day", "year", "postal_code"]
