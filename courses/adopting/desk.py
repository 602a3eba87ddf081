"""The pages at the desk where an organisation adopts courses of the library and makes them its own.

Publishers adopt, hide and order. Authors adapt, and decide about what changed in the library.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from courses.adopting import actions, showing, tasks, updating
from courses.adopting.models import Adoption, LibraryCourse
from courses.pages import LessonPage
from lms.comparing import deciding
from lms.organisations.models import Membership, Organisation

PUBLISHERS = (Membership.Role.PUBLISHER,)
WRITERS = (Membership.Role.AUTHOR, Membership.Role.PUBLISHER)


def organisation_of(request, pk, roles=WRITERS):
    """Returns an organisation for its authors and publishers; raises PermissionDenied for anybody else."""
    if request.user.is_superuser:
        return get_object_or_404(Organisation, pk=pk)
    found = Organisation.objects.for_user(request.user, roles=roles).filter(pk=pk).first()
    if found is None:
        raise PermissionDenied
    return found


def _may_publish(user, organisation):
    is_publisher = Organisation.objects.for_user(user, roles=PUBLISHERS).filter(pk=organisation.pk).exists()
    return user.is_superuser or is_publisher


def _adoption(organisation, pk):
    return get_object_or_404(
        Adoption.objects.for_organisation(organisation).select_related("course", "organisation"), pk=pk
    )


@require_safe
def courses(request, organisation):
    """Shows the library's courses and what the organisation has of each."""
    organisation = organisation_of(request, organisation)
    mine = Adoption.objects.for_organisation(organisation)
    words = {
        "organisation": organisation,
        "offered": showing.offered(organisation),
        "progress": mine.progress(),
        "may_publish": _may_publish(request.user, organisation),
    }
    return TemplateResponse(request, "courses/desk/adopting/courses.html", words)


@require_POST
def adopt(request, organisation):
    """Adopts a course."""
    organisation = organisation_of(request, organisation, PUBLISHERS)
    course = get_object_or_404(LibraryCourse.objects.offered(), slug=request.POST.get("course", ""))
    actions.adopt(organisation=organisation, course=course, by=request.user)
    messages.success(request, _("“%s” is on its way to your site.") % course)
    return HttpResponseRedirect(reverse("adopting:courses", args=[organisation.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def course(request, organisation, adoption):
    """Shows the lessons of an adopted course; a POST does what one of its buttons says."""
    found = organisation_of(request, organisation)
    adoption = _adoption(found, adoption)
    if request.method == "POST":
        organisation_of(request, organisation, PUBLISHERS)
        try:
            _do(request, adoption)
        except actions.Refused as refused:
            messages.error(request, str(refused))
        return HttpResponseRedirect(request.path)
    words = {
        "organisation": found,
        "adoption": adoption,
        "may_publish": _may_publish(request.user, found),
        **showing.lessons(adoption),
    }
    return TemplateResponse(request, "courses/desk/adopting/course.html", words)


def _do(request, adoption):
    act, by = request.POST.get("act"), request.user
    lesson = {"adoption": adoption, "lesson_key": request.POST.get("lesson", ""), "by": by}
    acts = {
        "stop": lambda: actions.stop(adoption=adoption, by=by),
        "follow": lambda: actions.adopt(organisation=adoption.organisation, course=adoption.course, by=by),
        "hide": lambda: actions.hide(**lesson),
        "show": lambda: actions.show(**lesson),
        "up": lambda: actions.move(**lesson, to=actions.UP),
        "down": lambda: actions.move(**lesson, to=actions.DOWN),
        "retry": lambda: actions.try_again(adoption=adoption, by=by),
        "again": lambda: actions.bring_again(adoption=adoption, name=lesson["lesson_key"], by=by),
    }
    if act not in acts:
        raise Http404("There is no such button.")
    acts[act]()
    said = {
        "stop": _("The course stays as it is. Updates of the library do not come any more."),
        "follow": _("The course follows the library again."),
        "hide": _("The lesson is hidden."),
        "show": _("The lesson is on the site again."),
        "up": _("The lesson is one place further up."),
        "down": _("The lesson is one place further down."),
        "retry": _("The worker tries it again."),
        "again": _("The lesson is on its way."),
    }
    messages.success(request, said[act])


def _page(request, organisation, adoption, pk):
    """Returns (adoption, a page of its course) for those who may edit the page."""
    adoption = _adoption(organisation_of(request, organisation), adoption)
    courses = actions.courses_of(adoption)
    found = next((one for one in courses if one.pk == pk), None)
    if found is None:
        found = get_object_or_404(LessonPage.objects.select_related("locale"), pk=pk)
        if not any(found.is_child_of(one) for one in courses):
            raise Http404("The page is in another course.")
    if not found.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return adoption, found


@require_POST
def adapt(request, organisation, adoption, page_id):
    """Makes a page the organisation's own, and opens it to be changed."""
    _adopted, page = _page(request, organisation, adoption, page_id)
    try:
        actions.adapt(page=page, by=request.user)
    except actions.Refused as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


@require_POST
def let_go(request, organisation, adoption, page_id):
    """Gives up what was adapted in a page. For publishers, as the page changes on the site."""
    organisation_of(request, organisation, PUBLISHERS)
    adopted, page = _page(request, organisation, adoption, page_id)
    try:
        actions.let_go(adoption=adopted, page=page, by=request.user)
    except actions.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("“%s” will say again what the library says.") % page.title)
    return HttpResponseRedirect(reverse("adopting:course", args=[organisation, adoption]))


@require_http_methods(["GET", "HEAD", "POST"])
def compare(request, organisation, adoption, page_id):
    """Shows what the library changed in an adapted page, side by side; a POST takes or leaves a change."""
    adopted, page = _page(request, organisation, adoption, page_id)
    if request.method == "POST":
        try:
            tokens, is_taken = deciding.asked(request.POST)
            number = actions.decide(page=page, tokens=tokens, is_taken=is_taken, by=request.user)
            messages.success(request, deciding.said(number, is_taken))
        except actions.Refused as refused:
            messages.error(request, str(refused))
        return HttpResponseRedirect(request.path)
    words = {
        "organisation": adopted.organisation,
        "adoption": adopted,
        "page": page,
        "changes": showing.side_by_side(page, actions.waiting(page)),
    }
    return TemplateResponse(request, "courses/desk/adopting/compare.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def updates(request):
    """Shows the house how far the library's update is at all organisations; a POST goes on with it."""
    if not request.user.is_superuser:
        raise PermissionDenied
    if request.method == "POST":
        updating.try_again()
        transaction.on_commit(tasks.update_adopted.delay, robust=True)
        messages.success(request, _("The worker goes on with it."))
        return HttpResponseRedirect(request.path)
    words = {
        "progress": Adoption.objects.progress(),
        "stuck": Adoption.objects.stuck().select_related("organisation", "course"),
    }
    return TemplateResponse(request, "courses/desk/adopting/updates.html", words)


urlpatterns = [
    path("updates/", updates, name="updates"),
    path("<int:organisation>/", courses, name="courses"),
    path("<int:organisation>/adopt/", adopt, name="adopt"),
    path("<int:organisation>/<int:adoption>/", course, name="course"),
    path("<int:organisation>/<int:adoption>/<int:page_id>/adapt/", adapt, name="adapt"),
    path("<int:organisation>/<int:adoption>/<int:page_id>/let-go/", let_go, name="let_go"),
    path("<int:organisation>/<int:adoption>/<int:page_id>/changes/", compare, name="compare"),
]
