"""What a form is made from."""

from django import forms


def posted(request):
    """Returns what was sent, or None where the page is only shown; an empty form counts as sent."""
    return request.POST if request.method == "POST" else None


class SinceForm(forms.Form):
    """When a form was shown, by the practice's clock: one that was sent before moves that clock no more."""

    since = forms.DateTimeField()
