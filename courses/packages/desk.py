"""The pages at the desk where authors bring packages in, try them, and delete them."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from courses.packages import access, describing, intake, playing, views
from courses.packages.forms import PackageForm
from courses.packages.models import Package
from lms.small_numbers import shown


def _package(request, organisation, package):
    organisation = access.looked_after(request, organisation)
    rows = Package.objects.for_organisation(organisation).select_related("made_by", "organisation")
    return get_object_or_404(rows, pk=package)


@require_http_methods(["GET", "HEAD", "POST"])
def packages(request, organisation):
    """Shows an organisation's packages, and takes in a new one."""
    organisation = access.looked_after(request, organisation)
    is_sent = request.method == "POST"
    form = PackageForm(request.POST, request.FILES) if is_sent else PackageForm()
    if is_sent and form.is_valid():
        brought = intake.take_in(
            organisation=organisation,
            by=request.user,
            file=form.cleaned_data["file"],
            manifests=form.manifests,
            files=form.inside,
            language=get_language(),
            title=form.cleaned_data["title"],
        )
        return _told(request, organisation, brought)
    rows = Package.objects.for_organisation(organisation).select_related("made_by")
    words = {"organisation": organisation, "form": form, "packages": rows}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "wagtailadmin/packages/list.html", words, status=status)


def _told(request, organisation, brought):
    """Leads to the package, or to the list where the zip had several parts."""
    if brought[0].is_ready:
        words = ngettext(
            "The package is here. Try it, then put it into a lesson.",
            "The package is here, as %(number)d parts. Try them, then put them into lessons.",
            len(brought),
        )
        messages.success(request, words % {"number": len(brought)})
    if len(brought) > 1:
        return HttpResponseRedirect(reverse("packages_desk:list", args=[organisation.pk]))
    return HttpResponseRedirect(reverse("packages_desk:show", args=[organisation.pk, brought[0].pk]))


@require_safe
def show(request, organisation, package):
    """Shows how far a package's check is, what was wrong with it, or how it plays."""
    found = _package(request, organisation, package)
    words = {"package": found, "lessons": playing.lessons_with(found), "facts": describing.facts(found)}
    if found.is_ready:
        words["frame_url"] = views.frame_url(request, found)
    return views.framed(request, TemplateResponse(request, "wagtailadmin/packages/show.html", words))


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, organisation, package):
    """Says what goes with a package, and deletes it with its file and how far anybody was in it."""
    found = _package(request, organisation, package)
    may_delete = access.may_delete(request.user, found)
    if request.method == "POST" and may_delete:
        intake.delete(package=found, by=request.user)
        messages.success(request, _("The package and its file are deleted."))
        return HttpResponseRedirect(reverse("packages_desk:list", args=[organisation]))
    learners = found.learners
    words = {
        "package": found,
        "lessons": playing.lessons_with(found),
        "learners": shown(learners) if learners else "",
        "may_delete": may_delete,
    }
    status = 403 if request.method == "POST" else 200
    return TemplateResponse(request, "wagtailadmin/packages/delete.html", words, status=status)


urlpatterns = [
    path("<int:organisation>/", packages, name="list"),
    path("<int:organisation>/<int:package>/", show, name="show"),
    path("<int:organisation>/<int:package>/delete/", delete, name="delete"),
]
