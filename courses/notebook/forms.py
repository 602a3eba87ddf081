"""The form of a note."""

from django.utils.translation import gettext_lazy as _

from courses.words import words_field
from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.safety import SafeFormMixin


class _NoteFields(FormKeyForm):
    text = words_field(
        label=_("Your note"),
        help_text=_("Only you can read it. Please leave out names, numbers and private health facts."),
        required=True,
    )


class NoteForm(SafeFormMixin, _NoteFields):
    """A note of the learner's own, or a changed entry."""
