"""The field for a learner's own words in lessons and the notebook, behind the safety rules."""

from django import forms

from sandbox_portal.safety import SafeTextField

MOST_CHARACTERS = 1500


def words_field(*, label, help_text="", required=False, max_length=MOST_CHARACTERS, is_short=False):
    """Returns a free-text field, of one line where it is short, safe by the house's rules."""
    return SafeTextField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=max_length,
        may_keep_draft=True,
        widget=forms.TextInput() if is_short else forms.Textarea(attrs={"rows": 5}),
    )
