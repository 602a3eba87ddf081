"""The page where an organisation's admin asks for everything that is theirs, and downloads it."""

from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.log_actions import log

from lms.organisations.house import looked_after
from lms.organisations.models import Takeout
from lms.organisations.takeout import making


@require_safe
def page(request, organisation):
    """Shows the files there are, and how far the one under way is."""
    organisation = looked_after(request, organisation)
    words = {
        "organisation": organisation,
        "takeouts": Takeout.objects.for_organisation(organisation).select_related("asked_by"),
        "days": making.KEPT_DAYS,
    }
    return TemplateResponse(request, "wagtailadmin/organisations/takeout.html", words)


@require_POST
def ask(request, organisation):
    """Has the worker make the file."""
    organisation = looked_after(request, organisation)
    making.ask(organisation=organisation, by=request.user)
    messages.success(request, _("We are putting your file together. Look again in a minute."))
    return HttpResponseRedirect(reverse("takeout:page", args=[organisation.pk]))


@require_safe
def download(request, organisation, takeout):
    """Serves a finished file, and writes down who took it."""
    organisation = looked_after(request, organisation)
    rows = Takeout.objects.for_organisation(organisation).ready()
    found = get_object_or_404(rows, pk=takeout)
    try:
        file = found.file.open("rb")
    except FileNotFoundError:
        raise Http404("The storage has lost the file.") from None
    log(instance=organisation, action="organisations.takeout_taken", user=request.user)
    name = f"{organisation.slug}-{found.finished_at:%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name)


urlpatterns = [
    path("<int:organisation>/", page, name="page"),
    path("<int:organisation>/ask/", ask, name="ask"),
    path("<int:organisation>/<int:takeout>/", download, name="download"),
]
