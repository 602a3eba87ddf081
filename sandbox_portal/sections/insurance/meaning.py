"""What a “Done” and a “Yes” of the plan mean for the person: a question below each, answered at once.

The plan's “processed” is often read as “all is paid”, and its yes before the care as a promise to pay.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

RIGHT = frozenset({"look", "share"})
CHOICES = {
    "paid": {
        "nothing-left": (
            _("The plan paid all of it. I owe nothing."),
            _("Not quite. “Done” says that the plan paid its part. The letter says what you may owe."),
        ),
        "look": (
            _("The plan is done with its part. The letter says what I may owe."),
            _("Yes. Keep the letter, and lay it beside the bill when it comes."),
        ),
        "pay-plan": (
            _("I send the rest to the plan now."),
            _("No. The plan takes no money for care. The clinic sends a bill."),
        ),
    },
    "yes": {
        "all-paid": (
            _("The plan pays all of it."),
            _("Not quite. A yes is not a promise to pay. Your deductible and your share still count."),
        ),
        "any-day": (
            _("I can have it on any day and at any place."),
            _("No. A yes has a last day and names a place. After that day it is as if there were none."),
        ),
        "share": (
            _("The plan finds it needed. I may still owe my share, and it has a last day."),
            _("Yes. Hold the last day against the day of the care."),
        ),
    },
}


class MeaningForm(forms.Form):
    """What does it mean for me?"""

    answer = forms.ChoiceField(label=_("What does this mean for you?"), widget=forms.RadioSelect)

    def __init__(self, *args, state, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [(slug, words) for slug, (words, _said) in CHOICES[state].items()]


def form_of(viewing, claim, state):
    """Returns the question below a claim in this state, with what was answered last; None without one."""
    if state not in CHOICES:
        return None
    return MeaningForm(state=state, initial=viewing.facts_of("claims.meaning_said", claim.id))
