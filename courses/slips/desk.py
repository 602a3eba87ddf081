"""The pages at the desk where staff make slips, print them, and see how many people used them."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from courses.pages import LessonPage
from courses.slips import access, actions, paper, reading
from courses.slips.forms import HandedOutForm, SlipForm
from courses.slips.models import KEPT_DAYS, Slip
from lms import qr
from lms.small_numbers import shown


def _slip(request, organisation, slip):
    organisation = access.looked_after(request, organisation)
    rows = Slip.objects.for_organisation(organisation).with_counts()
    return get_object_or_404(rows.select_related("organisation__site", "made_by"), pk=slip)


@require_safe
def slips(request, organisation):
    """Shows an organisation's slips with their counts, those of 1 to 9 hidden."""
    organisation = access.looked_after(request, organisation)
    found = list(Slip.objects.for_organisation(organisation).with_counts())
    titles = LessonPage.objects.titles([one.lesson_key for one in found], get_language())
    rows = [
        {
            "slip": one,
            "title": titles.get(one.lesson_key, one.code),
            "opened": shown(one.opened),
            "done": shown(one.done),
        }
        for one in found
    ]
    words = {"organisation": organisation, "rows": rows}
    return TemplateResponse(request, "wagtailadmin/slips/list.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request, organisation):
    """Asks for a lesson, a task and a language, and makes the slip."""
    organisation = access.looked_after(request, organisation)
    form = SlipForm(request.POST if request.method == "POST" else None, organisation=organisation)
    if form.is_bound and form.is_valid():
        made = actions.make(organisation=organisation, by=request.user, **form.facts())
        messages.success(request, _("The slip is ready. Print it or copy its link."))
        return HttpResponseRedirect(reverse("slip_desk:show", args=[organisation.pk, made.pk]))
    words = {"organisation": organisation, "form": form}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "wagtailadmin/slips/form.html", words, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def show(request, organisation, slip):
    """Shows a slip: its link, its code for a camera, and how many people opened it and did both parts.

    A POST notes how many were handed out.
    """
    found = _slip(request, organisation, slip)
    form = HandedOutForm(
        request.POST if request.method == "POST" else None, initial={"number": found.handed_out}
    )
    if form.is_bound and form.is_valid():
        actions.note_handed_out(slip=found, number=form.cleaned_data["number"], by=request.user)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("slip_desk:show", args=[found.organisation_id, found.pk]))
    address = reading.address_of(found)
    words = {
        "slip": found,
        "parts": reading.parts(found, learner=None, language=found.language),
        "address": address,
        "qr": qr.drawn(address),
        "opened": shown(found.opened),
        "done": shown(found.done),
        "days": KEPT_DAYS,
        "form": form,
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "wagtailadmin/slips/show.html", words, status=status)


@require_safe
def pdf(request, organisation, slip):
    """Serves the slip to print, in its language."""
    found = _slip(request, organisation, slip)
    response = HttpResponse(paper.write(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="slip-{found.code.lower()}.pdf"'
    return response


@require_POST
def end(request, organisation, slip):
    """Ends a slip: its link says so from now on."""
    found = _slip(request, organisation, slip)
    actions.end(slip=found, by=request.user)
    messages.success(request, _("The slip has ended. Its counts stay."))
    return HttpResponseRedirect(reverse("slip_desk:show", args=[found.organisation_id, found.pk]))


urlpatterns = [
    path("<int:organisation>/", slips, name="list"),
    path("<int:organisation>/new/", new, name="new"),
    path("<int:organisation>/<int:slip>/", show, name="show"),
    path("<int:organisation>/<int:slip>/print/", pdf, name="pdf"),
    path("<int:organisation>/<int:slip>/end/", end, name="end"),
]
