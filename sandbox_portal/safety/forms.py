"""The field for words of one's own, safe by itself, and the mixin for the forms that hold such fields.

    class ComposeForm(SafeFormMixin, forms.Form):
        body = SafeTextField(label=_("Your message"), max_length=1000)

    form = ComposeForm(request.POST or None, allowed=Allowed.of(practice.chart, practice.policy))
    if page := safety.interrupt_if_needed(request, form):
        return page

A form without the mixin is as safe; it only lacks the way back from the help panel and the cautions.
"""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sandbox_portal.safety.allowed import NOBODY, Allowed
from sandbox_portal.safety.browser import attributes
from sandbox_portal.safety.cautions import Caution, cautions_for, refusal
from sandbox_portal.safety.findings import Findings
from sandbox_portal.safety.inspection import inspect

PRACTICE_ONLY = "only_practice"  # the name of the button "This was only practice"


class EmergencyError(ValidationError):
    """The text may come from somebody in trouble: show the help panel, keep nothing."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        super().__init__(
            _("Stop. This could be an emergency. Do not wait for a portal reply. Call the emergency number."),
            code="emergency",
        )


class IdentifierError(ValidationError):
    """The text holds a number that must never stand in a practice site."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        super().__init__([ValidationError(text, code="identifier") for text in refusal(findings.blocks)])


class SafeTextField(forms.CharField):
    """A text that is searched for emergencies and identifiers before anything is done with it.

    What is typed is never kept in the browser, unless `may_keep_draft` says that it is the learner's own work
    and no practice. `allowed` is set by the form for the invented person. `findings` are those of the last
    cleaned text, for the cautions of a review page. One line: pass `widget=forms.TextInput`.
    """

    widget = forms.Textarea

    def __init__(self, *, allowed: Allowed = NOBODY, may_keep_draft: bool = False, **kwargs) -> None:
        self.allowed = allowed
        self.may_keep_draft = may_keep_draft
        self.findings = Findings()
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict:
        own = {} if widget.is_hidden else attributes()
        if not self.may_keep_draft:
            own["data-never-keep"] = True
        return {**super().widget_attrs(widget), **own}

    def clean(self, value):
        """Returns the text. Raises EmergencyError before anything else, then IdentifierError."""
        text = self.to_python(value)
        self.findings = inspect(text, language=get_language() or "en", allowed=self.allowed)
        if self.findings.emergency:
            raise EmergencyError(self.findings)
        if self.findings.blocks:
            raise IdentifierError(self.findings)
        return super().clean(value)


class SafeFormMixin:
    """Passes the invented person's values to each safe field, and takes the learner back to the draft.

    After "This was only practice" the form is unbound and holds what was typed as its initial values.
    """

    def __init__(self, data=None, *args, allowed: Allowed = NOBODY, **kwargs) -> None:
        self.came_back = bool(data) and PRACTICE_ONLY in data
        super().__init__(data, *args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, SafeTextField):
                field.allowed = allowed
        if self.came_back:
            for name, field in self.fields.items():
                self.initial[name] = field.widget.value_from_datadict(self.data, {}, self.add_prefix(name))
            self.data, self.is_bound = {}, False

    @property
    def safe_findings(self) -> Findings:
        """What was found in all fields, once the form was validated."""
        return Findings.together(
            field.findings for field in self.fields.values() if isinstance(field, SafeTextField)
        )

    @property
    def cautions(self) -> list[Caution]:
        """What the review page says before the learner goes on: call today, mentions, things to leave out."""
        return cautions_for(self.safe_findings)


def findings_of(form_or_forms: forms.BaseForm | Iterable[forms.BaseForm]) -> Findings:
    """The emergencies that stopped one form or several; validates them if need be."""
    several = [form_or_forms] if isinstance(form_or_forms, forms.BaseForm) else form_or_forms
    return Findings.together(
        error.findings
        for form in several
        if form.is_bound
        for errors in form.errors.as_data().values()
        for error in errors
        if isinstance(error, EmergencyError)
    )
