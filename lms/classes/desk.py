"""The pages at the desk where admins make classes and leaders look after theirs."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from lms import qr
from lms.classes import actions, done
from lms.classes.forms import ClassForm
from lms.classes.models import StudyClass
from lms.organisations import sites
from lms.organisations.models import Membership, Organisation

ADMINS = (Membership.Role.ADMIN,)


def organisation_of(request, pk):
    """Returns (organisation, whether one is its admin) for leaders and admins; raises PermissionDenied."""
    if request.user.is_superuser:
        return get_object_or_404(Organisation, pk=pk), True
    found = Organisation.objects.for_user(request.user, roles=actions.LEADERS).filter(pk=pk).first()
    if found is None:
        raise PermissionDenied
    return found, Organisation.objects.for_user(request.user, roles=ADMINS).filter(pk=pk).exists()


def _classes(request, organisation, is_admin):
    found = StudyClass.objects.for_organisation(organisation)
    return found if is_admin else found.led_by(request.user)


def _class(request, organisation, study_class):
    organisation, is_admin = organisation_of(request, organisation)
    rows = _classes(request, organisation, is_admin).select_related("leader", "organisation__site")
    return get_object_or_404(rows, pk=study_class), is_admin


@require_safe
def classes(request, organisation):
    """Shows the classes: an admin all of them, a leader those they lead. No nickname stands here."""
    organisation, is_admin = organisation_of(request, organisation)
    words = {
        "organisation": organisation,
        "classes": _classes(request, organisation, is_admin).select_related("leader"),
        "is_admin": is_admin,
    }
    return TemplateResponse(request, "wagtailadmin/classes/list.html", words)


def _form_page(request, organisation, form, title):
    words = {"organisation": organisation, "form": form, "title": title}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "wagtailadmin/classes/form.html", words, status=status)


def _to(study_class):
    place = [study_class.organisation_id, study_class.pk]
    return HttpResponseRedirect(reverse("class_desk:show", args=place))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request, organisation):
    """Asks what the class is called and until when it lasts, and makes it."""
    organisation, is_admin = organisation_of(request, organisation)
    data = request.POST if request.method == "POST" else None
    form = ClassForm(data, organisation=organisation, user=request.user, may_choose=is_admin)
    if form.is_bound and form.is_valid():
        facts = {"leader": request.user} | form.cleaned_data
        made = actions.make(organisation=organisation, by=request.user, **facts)
        messages.success(request, _("The class is ready. Print its hand-out."))
        return _to(made)
    return _form_page(request, organisation, form, _("New class"))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, organisation, study_class):
    """Changes a class's name, last day, language and, for an admin, its leader."""
    found, is_admin = _class(request, organisation, study_class)
    if found.ended_at is not None:
        return _to(found)
    form = ClassForm(
        request.POST if request.method == "POST" else None,
        instance=found,
        organisation=found.organisation,
        user=request.user,
        may_choose=is_admin,
    )
    if form.is_bound and form.is_valid():
        facts = {"leader": found.leader} | form.cleaned_data
        actions.change(study_class=found, by=request.user, **facts)
        messages.success(request, _("The class is saved."))
        return _to(found)
    return _form_page(request, found.organisation, form, _("Change the class"))


@require_safe
def show(request, organisation, study_class):
    """Shows a class: to its leader the nicknames and progress of those who agreed, to an admin counts."""
    found, _is_admin = _class(request, organisation, study_class)
    is_leader = actions.to_lead(request.user, found.organisation).filter(pk=found.pk).exists()
    shown = list(found.members.showing()) if is_leader and found.ended_at is None else []
    counts = done.of(shown, found.organisation)
    labels = done.columns()
    words = {
        "study_class": found,
        "is_leader": is_leader,
        "labels": list(labels.values()),
        "people": [
            {"nickname": one.nickname, "joined": one.joined_at, "counts": counts[one.learner_id].values()}
            for one in shown
        ],
        "people_count": found.people_count if found.ended_at else found.members.count(),
        "shown_count": found.shown_count if found.ended_at else found.members.showing().count(),
        "group_url": group_address(found),
        "sums": [(labels[name], number) for name, number in found.done_counts.items() if name in labels],
    }
    return TemplateResponse(request, "wagtailadmin/classes/show.html", words)


def address_of(study_class):
    """Returns the whole address that joins a class, in its language, on the organisation's own site."""
    with override(study_class.language):
        return sites.address(study_class.organisation, reverse("classes:join", args=[study_class.code]))


def group_address(study_class):
    """Returns the whole address where the class is shown as a group, on the organisation's own site."""
    page = reverse("insights:page", kwargs={"name": "classes"})
    return f"{sites.address(study_class.organisation, page)}?class=class-{study_class.key.hex}"


@require_safe
def handout(request, organisation, study_class):
    """Shows the sheet to print: how to join, with code, address and QR code, in the class's language."""
    found, _is_admin = _class(request, organisation, study_class)
    address = address_of(found)
    words = {"study_class": found, "address": address, "qr": qr.drawn(address)}
    with override(found.language):
        return render(request, "classes/handout.html", words)


@require_POST
def end(request, organisation, study_class):
    """Ends a class now: the nicknames go, the counts stay."""
    found, _is_admin = _class(request, organisation, study_class)
    actions.end(study_class=found, by=request.user)
    messages.success(request, _("The class has ended. All nicknames are deleted."))
    return _to(found)


urlpatterns = [
    path("<int:organisation>/", classes, name="list"),
    path("<int:organisation>/new/", new, name="new"),
    path("<int:organisation>/<int:study_class>/", show, name="show"),
    path("<int:organisation>/<int:study_class>/change/", change, name="change"),
    path("<int:organisation>/<int:study_class>/hand-out/", handout, name="handout"),
    path("<int:organisation>/<int:study_class>/end/", end, name="end"),
]
