"""A form sent twice makes one row: each create form carries a hidden key that is stored beside its owner.

The model has `form_key = UUIDField()` and a unique constraint on the owner and the key.
"""

import uuid

from django import forms
from django.db import IntegrityError, transaction


class FormKeyForm(forms.Form):
    """A form with the hidden key. Give `initial={"form_key": form_keys.new()}`, or leave it: one is made."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = self.initial.get("form_key") or new()


def new():
    """Returns a key for a form that is about to be shown."""
    return uuid.uuid4()


def first(queryset, form_key):
    """Returns the row that this form made before, or None. `queryset` holds the owner's rows only."""
    return queryset.filter(form_key=form_key).first()


def once(queryset, form_key, make):
    """Returns (row, True) made by `make()`, or (the row this form made before, False).

    Two at once are told apart by the unique constraint: the second finds the first one's row. `make` runs in
    a savepoint of its own, and what it wrote is gone when it was too late.
    """
    found = first(queryset, form_key)
    if found is not None:
        return found, False
    try:
        with transaction.atomic():
            return make(), True
    except IntegrityError:
        found = first(queryset, form_key)
        if found is None:
            raise
        return found, False
