"""The forms at the foot of steps."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.words import words_field
from sandbox_portal.form_keys import FormKeyForm
from sandbox_portal.safety import SafeFormMixin

LONGEST = 200


class _WordsFields(forms.Form):
    def __init__(self, *args, label, help_text="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"] = words_field(label=label, help_text=help_text)


class WordsForm(SafeFormMixin, _WordsFields):
    """The learner's answer to a step's question; it may stay empty."""


class _PlanFields(FormKeyForm):
    use_required_attribute = False  # own words may stand in for a choice

    def __init__(self, *args, when, will, **kwargs):
        super().__init__(*args, **kwargs)
        self._add(
            "when",
            _("When…"),
            when,
            _("Or write your own: When…"),
            _("Choose when you will do it, or write it in your own words."),
        )
        self._add(
            "will",
            _("I will…"),
            will,
            _("Or write your own: I will…"),
            _("Choose what you will do, or write it in your own words."),
        )

    def _add(self, name, label, suggestions, own_label, missing):
        if suggestions:
            self.fields[name] = forms.ChoiceField(
                label=label,
                widget=forms.RadioSelect,
                choices=[(str(number), text) for number, text in enumerate(suggestions)],
                error_messages={"required": missing},
            )
        own = words_field(
            label=own_label if suggestions else label,
            max_length=LONGEST,
            is_short=True,
            required=not suggestions,
        )
        own.error_messages["required"] = missing
        self.fields[f"{name}_own"] = own

    def clean(self):
        """Takes the learner's own words where there are some, else the chosen suggestion."""
        cleaned = super().clean()
        for name in ("when", "will"):
            own = (cleaned.get(f"{name}_own") or "").strip()
            chosen = dict(self.fields[name].choices).get(cleaned.get(name)) if name in self.fields else ""
            if own:
                self.errors.pop(name, None)
            cleaned[f"{name}_text"] = own or chosen or ""
        return cleaned


class PlanForm(SafeFormMixin, _PlanFields):
    """One "When…, I will…" step: from the lesson's suggestions, or in the learner's own words."""
