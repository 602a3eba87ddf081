"""Carrying courses at the desk: a course as a file, and a file as a course of drafts."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from courses.carrying import archive, arriving, leaving, owner
from courses.carrying.packages import contents, writing
from courses.pages import CourseIndexPage, CoursePage

FORMS, IN = "carrying:forms", "carrying:arrive"


class ParcelForm(forms.Form):
    """One file; says what is wrong with it, line by line."""

    file = forms.FileField(
        label=gettext_lazy("File of the course"),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
        help_text=gettext_lazy("A zip file that was downloaded with “Download the course”. 20 MB at most."),
    )

    def clean_file(self):
        """Reads the archive and keeps it as `parcel`."""
        try:
            self.parcel = arriving.read(archive.unpacked(self.cleaned_data["file"]))
        except archive.ParcelError as error:
            raise forms.ValidationError(error.lines) from error
        return self.cleaned_data["file"]


@require_safe
def forms_to_carry(request, page_id):
    """Says in which forms the course can be downloaded, and what each is for."""
    course = _course(request, page_id)
    words = {"course": course, "back_url": reverse("wagtailadmin_explore", args=[course.pk])}
    return TemplateResponse(request, "courses/desk/carry_out.html", words)


@require_safe
def out(request, page_id):
    """The course as a zip file, as its newest drafts stand. For those who may edit it."""
    course = _course(request, page_id)
    return _file(request, course, archive.packed(leaving.files_of(course)), f"{course.slug}.zip")


@require_safe
def package(request, page_id, kind):
    """The course as a package for another learning site, as it is published. For those who may edit it."""
    course = _course(request, page_id)
    try:
        data = writing.write(course, kind)
    except contents.NothingPublished:
        words = _("This course is not published in this language. Publish the course and a lesson first.")
        messages.error(request, words)
        return redirect(FORMS, course.pk)
    return _file(request, course, data, f"{course.slug}-{kind}.zip", kind)


def _course(request, page_id):
    course = get_object_or_404(CoursePage.objects.select_related("locale"), pk=page_id)
    if not course.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return course


def _file(request, course, data, name, kind="archive"):
    response = HttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    log(instance=course, action="courses.carried_out", user=request.user, data={"form": kind})
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def arrive(request, page_id):
    """Asks for a file and makes its course below a list of courses. Everything arrives as a draft."""
    index = get_object_or_404(CourseIndexPage.objects.select_related("locale"), pk=page_id)
    parents = _parents(index, request.user)
    form = ParcelForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            arrived = arriving.put(
                form.parcel, parents=parents, organisation=_organisation(index), user=request.user
            )
        except archive.ParcelError as error:
            form.add_error("file", forms.ValidationError(error.lines))
        else:
            return _told(request, index, arrived)
    words = {"form": form, "index": index, "back_url": reverse("wagtailadmin_explore", args=[index.pk])}
    return TemplateResponse(request, "courses/desk/arrive.html", words)


def _parents(index, user):
    """Returns {language: list of courses} of one site. Refuses who may not add a course to each."""
    found = CourseIndexPage.objects.filter(translation_key=index.translation_key).select_related("locale")
    if not all(page.permissions_for_user(user).can_add_subpage() for page in found):
        raise PermissionDenied
    return {page.locale.language_code: page for page in found}


def _organisation(index):
    """Returns whose list of courses it is; a 404 for one that stands in nobody's site."""
    organisation = owner.of(index)
    if organisation is None or organisation.collection is None:
        raise Http404("This list of courses belongs to no organization.")
    return organisation


def _told(request, index, arrived):
    course = arrived.courses.get(index.locale.language_code) or next(iter(arrived.courses.values()))
    log(instance=course, action="courses.carried_in", user=request.user)
    words = ngettext(
        "%(number)d lesson has arrived as a draft. Look at it, then publish it.",
        "%(number)d lessons have arrived as drafts. Look at them, then publish them.",
        arrived.lessons,
    )
    messages.success(request, words % {"number": arrived.lessons})
    for line in dict.fromkeys(arrived.left_out):
        messages.warning(request, line)
    return redirect("wagtailadmin_explore", course.pk)


def buttons(page, user):
    """Yields the buttons of a page's header: a course leaves, a list of courses takes in."""
    may = page.permissions_for_user(user)
    if isinstance(page.specific_deferred, CoursePage) and may.can_edit():
        yield Button(
            _("Download the course"), reverse(FORMS, args=[page.pk]), icon_name="download", priority=70
        )
    if isinstance(page.specific_deferred, CourseIndexPage) and may.can_add_subpage():
        yield Button(
            _("Bring in a course from a file"), reverse(IN, args=[page.pk]), icon_name="upload", priority=70
        )


urlpatterns = [
    path("out/<int:page_id>/", out, name="out"),
    path("out/<int:page_id>/forms/", forms_to_carry, name="forms"),
    path("out/<int:page_id>/cmi5/", package, {"kind": "cmi5"}, name="cmi5"),
    path("out/<int:page_id>/scorm/", package, {"kind": "scorm-1.2"}, name="scorm"),
    path("in/<int:page_id>/", arrive, name="arrive"),
]
app_name = "carrying"
