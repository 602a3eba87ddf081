"""The list of imported people, and the page that brings one in."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet

from lms.organisations.walls.lists import OwnedIndexView
from sandbox_portal import actions, chart
from sandbox_portal.chart.shelf import MOST_BYTES
from sandbox_portal.personas import importing
from sandbox_portal.personas.models import ImportedPersona
from sandbox_portal.scenarios.models import Scenario

MOST_FILES = 5
MOST_FAULTS = 15  # a person mends a few at a time


class Files(forms.ClearableFileInput):
    """A field for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; gives a list."""

    widget = Files

    def clean(self, data, initial=None):
        """Returns the files; refuses too many, and too big ones before they are read."""
        found = [super(FilesField, self).clean(each, initial) for each in data or [None]]
        if len(found) > MOST_FILES:
            raise forms.ValidationError(_("Choose %(most)d files at most."), params={"most": MOST_FILES})
        if sum(each.size for each in found) > MOST_FILES * MOST_BYTES:
            raise forms.ValidationError(_("These files are too big together."))
        return found


class _SeveralFiles(Files):
    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class PersonForm(WagtailAdminModelForm):
    """A person: the files once, words about them at any time."""

    files = FilesField(
        label=_("Files"),
        widget=_SeveralFiles(attrs={"accept": ".json,application/json"}),
        help_text=_(
            "FHIR R4 bundles as JSON: the patient’s file, and those of hospitals and practitioners, if any."
        ),
    )
    is_invented = forms.BooleanField(
        label=_("This person is invented. There is nobody real in these files."),
        error_messages={"required": _("Only invented people may be imported. Never a real record.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._found = None
        if self.instance.pk:
            del self.fields["files"], self.fields["is_invented"]
        else:
            self.fields["name"].required = False
            self.fields["name"].help_text = _("Leave it empty to take the name from the file.")

    def clean(self):
        """Reads the files, and tells each fault by resource and element."""
        cleaned = super().clean()
        if cleaned.get("files"):
            try:
                self._found = importing.read([each.read() for each in cleaned["files"]])
            except chart.BrokenBundle as broken:
                self.add_error("files", _told(broken))
        return cleaned

    def save(self, commit=True):
        """Keeps a new person as a whole; changes only words about one that is there."""
        if self._found is None:
            return super().save(commit=commit)
        return importing.keep(self._found, self.instance)


def _told(broken):
    errors = [str(fault) for fault in broken.errors[:MOST_FAULTS]]
    more = len(broken.errors) - len(errors)
    if more:
        errors.append(ngettext("… and %(n)d more fault", "… and %(n)d more faults", more) % {"n": more})
    return [_("Nothing was imported."), *errors]


class Forget(DeleteView):
    """Deletes a person and the practices with them; not while a task is about them."""

    def delete_action(self):
        """Deletes, in one transaction, what belongs to the person first."""
        actions.forget_person(persona=self.object, by=self.request.user)

    def form_valid(self, form):
        """Says kindly that a task still needs the person."""
        if self.usage_by_tasks():
            messages.error(self.request, _("A practice task is about this person. Change the task first."))
            return redirect(self.index_url_name)
        return super().form_valid(form)

    def usage_by_tasks(self):
        """True while a task is about this person."""
        return Scenario.objects.about(self.object.slug).exists()


class ImportedPeople(SnippetViewSet):
    """The people that were imported; the newest first."""

    model = ImportedPersona
    icon = "user"
    menu_label = _("Imported people")
    menu_name = "imported-people"
    add_to_admin_menu = True
    menu_order = 310
    index_view_class = OwnedIndexView
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["name", "slug", "born_on", "created_at", "skipped"]
    list_display = ["name", "born_on", "created_at"]
    ordering = ["-created_at"]
    search_fields = ["name"]
    delete_view_class = Forget
    edit_handler = ObjectList(
        [
            FieldPanel("files"),
            FieldPanel("is_invented"),
            FieldPanel("name"),
            MultiFieldPanel(
                [FieldPanel("story_en"), FieldPanel("story_es"), FieldPanel("password")], heading=_("Story")
            ),
        ],
        base_form_class=PersonForm,
    )
