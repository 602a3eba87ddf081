"""What the forms of all kinds have in common."""

from django import forms


class ActivityForm(forms.Form):
    """A kind's form. `response()` of those with keys gives the answer, joined as xAPI joins choices."""

    def __init__(self, data=None, *args, activity, **kwargs):
        self.activity = activity
        super().__init__(data, *args, prefix=activity.key, **kwargs)
