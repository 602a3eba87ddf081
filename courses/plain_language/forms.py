"""The reviewers' form, and the page form that does not publish what is too hard."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from courses.plain_language import pemat, report

WORDS = {pemat.AGREE: _("Yes"), pemat.DISAGREE: _("No"), pemat.NOT_FOR_THIS: _("Does not apply")}


class PematForm(forms.Form):
    """One question an item; "Does not apply" only where PEMAT allows it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for item in pemat.ITEMS:
            said = [pemat.AGREE, pemat.DISAGREE, *([pemat.NOT_FOR_THIS] if item.may_not_apply else [])]
            self.fields[pemat.name(item)] = forms.ChoiceField(
                label=item.text,
                choices=[(answer, WORDS[answer]) for answer in said],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose an answer.")},
            )
        self.fields["note"] = forms.CharField(
            label=_("What should change"), required=False, max_length=1000, widget=forms.Textarea({"rows": 4})
        )

    def answers(self):
        """Returns {item's name: answer}."""
        return {pemat.name(item): self.cleaned_data[pemat.name(item)] for item in pemat.ITEMS}

    def groups(self):
        """Returns [(title, fields)] in the form's order."""
        titles = {pemat.UNDERSTANDING: _("Understanding"), pemat.ACTING: _("Acting")}
        return [
            (title, [self[pemat.name(item)] for item in pemat.ITEMS if item.group == group])
            for group, title in titles.items()
        ]


class PlainPageForm(WagtailAdminPageForm):
    """A page's form. Drafts are always kept; what is too hard to read is not published from here."""

    def _post_clean(self):
        """Adds an error with the sentences that cause it, where somebody wants to publish such a page."""
        super()._post_clean()
        if "action-publish" in self.data and not self.errors:
            reading = report.of(self.instance)
            if not reading.holds:
                advice = _("It was not published. Save it as a draft, mend these, and publish it then.")
                self.add_error(None, ValidationError([*reading.as_text().splitlines(), advice]))
