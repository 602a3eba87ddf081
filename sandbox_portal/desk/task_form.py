"""The editor of a practice task: the form with its parts, or a file brought in instead."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminModelForm

from lms.organisations.walls import scope
from sandbox_portal.authoring import checking, rules, shape
from sandbox_portal.authoring.blocks import Task
from sandbox_portal.authoring.models import AuthoredScenario
from sandbox_portal.scenarios.files import BrokenScenario

MOST_FAULTS = 15  # a person mends a few at a time
MOST_BYTES = 4 * checking.MOST_CHARACTERS


def told(faults):
    """Returns faults as lines for the author: the line of the file, the rule, what to do."""
    lines = [_line(fault) for fault in faults[:MOST_FAULTS]]
    more = len(faults) - len(lines)
    return [*lines, _("… and %(n)d more") % {"n": more}] if more else lines


def _line(fault):
    return _("Line %(line)d, %(rule)s: %(message)s") % {
        "line": fault.line,
        "rule": fault.rule,
        "message": fault.message,
    }


class TaskForm(WagtailAdminModelForm):
    """A task. A draft may have faults; to be published it has none."""

    file = forms.FileField(
        label=_("Bring in a file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml"}),
        help_text=_("A task as a YAML file. It takes the place of everything below."),
    )
    parts = blocks.BlockField(block=Task(), label=_("The task"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._text = None
        block = self.fields["parts"].block
        data = checking.source(self.instance.source).data if self.instance.source else {}
        self._before = block.to_python(shape.to_form(data)) if data else block.get_default()
        self.initial["parts"] = self._before

    def _clean_fields(self):
        """Leaves the parts unread where a file takes their place: they may still be empty."""
        parts = self.fields.pop("parts") if self.files.get(self.add_prefix("file")) else None
        super()._clean_fields()
        if parts:
            self.fields["parts"] = parts

    def clean_file(self):
        """Reads the file; refuses what would be lost in the form, line by line."""
        given = self.cleaned_data["file"]
        if not given:
            return None
        if given.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is too big for a task."))
        try:
            self._text = given.read().decode("utf-8-sig")
            return rules.read(self._text)
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("This is not a text file.")) from error
        except BrokenScenario as broken:
            raise forms.ValidationError([_("Nothing was brought in."), *told(broken.faults)]) from broken

    def clean(self):
        """Puts the file together, and asks for a name that no other task of one's own has."""
        cleaned = super().clean()
        data = cleaned.get("file") or self._from_parts(cleaned)
        if data is None:
            return cleaned
        slug = str(data.get("slug", ""))
        if not slug:
            self.add_error(None, _("Give the task a name in addresses, such as first-visit."))
        elif self._is_taken(slug):
            taken = _("Another task of yours has this name in addresses: %(slug)s.")
            self.add_error(None, taken % {"slug": slug})
        if "action-publish" in self.data and not self.errors:
            faults = checking.faults(self._text, self._organisation_id())
            if faults:
                lead = _("This task cannot be published yet. You can save it as a draft.")
                self.add_error(None, [lead, *told(faults)])
        return cleaned

    def _from_parts(self, cleaned):
        """Returns the data that stands in the form, or None where a part of it is wrong."""
        if "parts" not in cleaned:
            return None
        block = self.fields["parts"].block
        data = shape.to_data(block.get_prep_value(cleaned["parts"]))
        old = checking.source(self.instance.source).data if self.instance.source else None
        is_unchanged = old is not None and shape.is_same(data, old)
        self._text = self.instance.source if is_unchanged else shape.written(data)
        return data

    def _organisation_id(self):
        desk = scope.current()
        return desk.organisation_id if desk and not self.instance.pk else self.instance.organisation_id

    def _is_taken(self, slug):
        own = AuthoredScenario.objects.owned_by(self._organisation_id()).named(slug)
        return own.exclude(pk=self.instance.pk).exists()

    def save(self, commit=True):
        """Keeps the file with its name and title."""
        data = checking.source(self._text).data
        title = data.get("title") if isinstance(data.get("title"), dict) else {}
        self.instance.source = self._text
        self.instance.slug = data["slug"]
        self.instance.title = str(title.get("en") or title.get("es") or data["slug"])[:160]
        return super().save(commit=commit)
