"""The insights pages: for analysts and admins of the organisation whose site is asked, nobody else."""

import csv
from functools import wraps
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from analytics import charts, picture, report
from analytics.metrics import SMALLEST_GROUP
from lms.people.models import Learner


def for_analysts(view):
    """Lets a view answer analysts and admins of the site's organisation; tells others why not."""

    @require_safe
    @never_cache
    @wraps(view)
    def guarded(request):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not report.may_read(request.user, request.organisation):
            return render(request, "analytics/not_for_you.html", status=403)
        asked = {"path": request.GET.get("path"), "months": request.GET.get("months")}
        return view(request, report.make(request.organisation, language=get_language(), **asked))

    return guarded


@for_analysts
def overview(request, found):
    """Shows the sentence, the picture, the table and what to do."""
    return render(
        request,
        "analytics/overview.html",
        {
            "report": found,
            "finding": found.finding,
            "picture": picture.draw(found.matrix, found.titles),
            "table": charts.table(found.matrix, found.titles),
            "things": found.things,
            "behind": report.behind(request.organisation),
            "paths": _paths(found),
            "windows": _windows(found),
            "figure_url": _address("insights:figure", found.path, found.months),
            "csv_url": _address("insights:csv", found.path, found.months),
            "smallest": SMALLEST_GROUP,
        },
    )


@for_analysts
def show_figure(request, found):
    """Answers with the Plotly figure as JSON."""
    return HttpResponse(charts.figure(found.matrix, found.titles).to_json(), content_type="application/json")


@for_analysts
def download_csv(request, found):
    """Answers with the table as a CSV file that spreadsheets open with the right letters."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"insights-{request.organisation.slug}-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write("\ufeff")
    csv.writer(response).writerows(charts.records(found.matrix, found.titles))
    return response


@require_safe
def how(request):
    """Shows in plain words how people are counted. Open to everybody: they may know."""
    return render(request, "analytics/how.html", {"smallest": SMALLEST_GROUP})


def _paths(found):
    """Returns the choices of whom the page is about, as a clinic calls them; everybody first."""
    labels = {
        None: _("Everybody"),
        Learner.Path.PATIENT: _("Patients"),
        Learner.Path.CAREGIVER: _("Caregivers"),
        Learner.Path.HELPER: _("Helpers"),
    }
    return [
        {
            "url": _address("insights:overview", path and path.value, found.months),
            "label": label,
            "is_current": found.path == path,
        }
        for path, label in labels.items()
    ]


def _windows(found):
    """Returns the choices of how far back the page looks; all time first."""
    labels = {None: _("All time")} | {
        months: _("Last %(months)s months") % {"months": months} for months in report.MONTHS
    }
    return [
        {
            "url": _address("insights:overview", found.path, months),
            "label": label,
            "is_current": found.months == months,
        }
        for months, label in labels.items()
    ]


def _address(name, path, months):
    query = {key: value for key, value in (("path", path), ("months", months)) if value}
    return reverse(name) + (f"?{urlencode(query)}" if query else "")
