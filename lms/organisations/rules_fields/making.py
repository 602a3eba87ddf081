"""How the fields of the rules' form are made."""

from django import forms


def text(label, most, **options):
    """Returns a field for a line of text."""
    return forms.CharField(label=label, max_length=most, **options)


def number(label, low, high, **options):
    """Returns a field for a number."""
    return forms.IntegerField(label=label, min_value=low, max_value=high, **options)


def lines(label, help_text):
    """Returns a field for a list that is written a line each."""
    return forms.CharField(
        label=label, help_text=help_text, required=False, widget=forms.Textarea({"rows": 4})
    )


def ticks(label, choices):
    """Returns a field for a list that is ticked."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False
    )
