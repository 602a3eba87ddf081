"""The list of an organization's own practice tasks, their editor, and trying them out."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.panels import FieldPanel, ObjectList, Panel
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import SnippetViewSet

from lms.organisations.walls.lists import OwnedIndexView
from lms.people import guests
from sandbox_portal import form_keys
from sandbox_portal.authoring import checking, rules
from sandbox_portal.authoring.models import AuthoredScenario
from sandbox_portal.desk import library, persons
from sandbox_portal.desk.task_form import TaskForm, told
from sandbox_portal.practice import Practice

MODES = (Practice.Mode.EXAMPLE, Practice.Mode.GUIDED, Practice.Mode.SOLO)


def _may(user, action, task):
    return policy_registry.get_by_type(AuthoredScenario).user_has_permission_for_instance(user, action, task)


def _draft(request, pk, action):
    """Returns one's own task as its newest draft stands; a 404 for anybody else's."""
    task = get_object_or_404(AuthoredScenario.objects.all(), pk=pk)
    if not _may(request.user, action, task):
        raise Http404("There is no such task.")
    return task.get_latest_revision_as_object()


def export(request, pk):
    """The file of a task of one's own, exactly as it stands."""
    task = _draft(request, pk, "view")
    return library.yaml_file(task.source, task.slug)


class TryOut(WagtailAdminTemplateMixin, TemplateView):
    """Starts a draft as a learner would meet it, in one of the three ways. Nothing of it is recorded."""

    template_name = "sandbox_portal/desk/try_out.html"
    page_title = gettext_lazy("Try it out")
    header_icon = "view"

    def dispatch(self, request, pk):
        """Finds the draft first."""
        self.task = _draft(request, pk, "change")
        return super().dispatch(request, pk=pk)

    def post(self, request, pk):
        """Starts the practice and leads to it."""
        form = form_keys.FormKeyForm(request.POST)
        mode = request.POST.get("mode")
        if not form.is_valid() or mode not in MODES:
            return self.get(request)
        try:
            practice = rules.try_out(
                task=self.task,
                learner=guests.ensure(request),
                mode=mode,
                form_key=form.cleaned_data["form_key"],
                language=get_language(),
            )
        except rules.NotReady:
            return self.get(request)
        if len(practice.seats) > 1:
            return redirect("practice:turn", key=practice.key, seat=practice.seat)
        return redirect(practice)

    def get_subtitle(self):
        """Says which task."""
        return self.task.title

    def get_context_data(self, **kwargs):
        """Adds what stands in the way, and the form."""
        faults = checking.faults(self.task.source, self.task.organisation_id)
        hard = [fault for fault in faults if fault.rule not in checking.SOFT]
        return super().get_context_data(
            task=self.task,
            faults=told(faults),
            is_ready=not hard,
            form=form_keys.FormKeyForm(),
            edit_url=library.url("edit", self.task.pk),
            **kwargs,
        )


class Checks(Panel):
    """What is still wrong with the task, and the ways to its file and to trying it out."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "sandbox_portal/desk/checks.html"

        def is_shown(self):
            """Only where there is a task to check."""
            return bool(self.instance and self.instance.pk and self.instance.source)

        def get_context_data(self, parent_context=None):
            """Adds the faults and the addresses."""
            task = self.instance
            return super().get_context_data(parent_context) | {
                "faults": told(checking.faults(task.source, task.organisation_id)),
                "export_url": library.url("export", task.pk),
                "try_url": library.url("try_out", task.pk),
            }


class TaskList(OwnedIndexView):
    """One's own tasks, with the way to the library's."""

    @cached_property
    def header_more_buttons(self):
        """Adds the library."""
        more = Button(
            _("Library: copy, adapt, order"), url=library.url("library"), icon_name="folder-open-inverse"
        )
        return [*super().header_more_buttons, more]


class OwnTasks(SnippetViewSet):
    """Practice tasks that an organization writes."""

    model = AuthoredScenario
    icon = "tasks"
    menu_label = gettext_lazy("Practice tasks")
    menu_name = "own-practice-tasks"
    add_to_admin_menu = True
    menu_order = 305
    index_view_class = TaskList
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["title", "slug", "source"]
    list_display = ["title", "slug", "live"]
    search_fields = ["title", "slug"]
    edit_handler = ObjectList(
        [
            Checks(heading=gettext_lazy("What is still to do")),
            FieldPanel("file", disable_comments=True),
            FieldPanel("parts", disable_comments=True),
        ],
        base_form_class=TaskForm,
    )

    def get_urlpatterns(self):
        """Adds the file, trying out, and the library (library.py, persons.py)."""
        return [
            *super().get_urlpatterns(),
            path("export/<int:pk>/", export, name="export"),
            path("try/<int:pk>/", TryOut.as_view(), name="try_out"),
            path("library/", library.library, name="library"),
            path("library/<slug:slug>/file/", library.library_export, name="library_export"),
            path("library/<slug:slug>/copy/", library.library_copy, name="library_copy"),
            path("library/<slug:slug>/adapt/", library.library_adapt, name="library_adapt"),
            path("library/changes/<int:pk>/", library.library_changes, name="library_changes"),
            path("library/people/<slug:slug>/", persons.person, name="library_person"),
            path("library/people/<slug:slug>/changes/", persons.changes, name="library_person_changes"),
        ]
