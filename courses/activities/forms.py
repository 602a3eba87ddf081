"""What the forms of all kinds have in common."""

from django import forms


class ActivityForm(forms.Form):
    """A kind's form. `response()` gives the answer as keys once the form is valid."""

    def __init__(self, data=None, *args, activity, **kwargs):
        self.activity = activity
        super().__init__(data, *args, prefix=activity.key, **kwargs)

    def response(self):
        """Returns the answer as keys joined the way xAPI joins choices."""
        raise NotImplementedError
