"""The reports of an organisation, who wants them by e-mail, and the way out."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from analytics.access import for_readers
from analytics.delivering import choosing, content, paper
from analytics.delivering.models import Bulletin
from lms.organisations.shutting import never_shut

GONE = 410
MOST = 24


class WishForm(forms.Form):
    """What a member of staff wants by e-mail."""

    wants_report = forms.BooleanField(label=gettext_lazy("The report of each month"), required=False)
    wants_alerts = forms.BooleanField(label=gettext_lazy("An alert when a gap gets wider"), required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def reports(request):
    """Shows the reports there are, the alerts, and what one wants by e-mail; keeps that."""
    organisation = request.organisation
    wish = choosing.of(user=request.user, organisation=organisation)
    wanted = {name: getattr(wish, name, False) for name in WishForm.base_fields}
    form = WishForm(request.POST if request.method == "POST" else None, initial=wanted)
    if form.is_bound and form.is_valid():
        choosing.choose(
            user=request.user, organisation=organisation, language=get_language(), **form.cleaned_data
        )
        messages.success(request, _("Saved."))
        return redirect("delivering:reports")
    words = {
        "form": form,
        "bulletins": Bulletin.objects.for_organisation(organisation)[:MOST],
        "alerts": content.alert_lines(organisation, get_language(), most=MOST),
        "in_languages": organisation.languages,
    }
    return render(request, "analytics/delivering/reports.html", words)


@require_safe
@for_readers
def pdf(request, year, month, language):
    """Answers with the report of a month as PDF."""
    period = date(int(year), int(month), 1) if 1 <= int(month) <= 12 else None
    found = Bulletin.objects.for_organisation(request.organisation).filter(period=period).first()
    if found is None or language not in request.organisation.languages:
        raise Http404
    with override(language):
        said = content.text(found, language)
        response = HttpResponse(paper.write(said), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{paper.file_name(said)}"'
    return response


# A mail program that follows RFC 8058 posts here by itself, without a cookie; the signed link is the key.
@never_shut
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """Ends the e-mails of the link: one button, or the mail program's own. A GET only asks."""
    if not choosing.is_ours(token):
        return render(request, "analytics/delivering/stop.html", {"state": "ended"}, status=GONE)
    if request.method == "POST":
        choosing.stop(token=token)
    state = "done" if request.method == "POST" else "ask"
    return render(request, "analytics/delivering/stop.html", {"state": state})
