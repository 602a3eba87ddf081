"""The insights pages: for analysts and admins of the organisation whose site is asked, nobody else."""

import csv
from functools import wraps

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from analytics import charts, cut_pages, keeping, page_views, pages, picture, report
from analytics.metrics import SMALLEST_GROUP
from lms.people.models import Learner
from lms.spreadsheets import harmless


def for_analysts(view):
    """Lets a view answer analysts and admins of the site's organisation; tells others why not."""

    @page_views.for_readers
    @wraps(view)
    def reporting(request, **kept):
        return view(request, page_views.report_of(request), **kept)

    return reporting


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
            "kept_at": keeping.made_at(request.organisation),
            "paths": _paths(found),
            "windows": _windows(found),
            "tongues": _tongues(found),
            "figure_url": _address("insights:figure", found),
            "csv_url": _address("insights:csv", found),
            "smallest": SMALLEST_GROUP,
            "pages": [*pages.links(found), *cut_pages.links()],
            "files": page_views.files_of_overview(request),
            "skills": pages.skill_links(found),
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
    csv.writer(response).writerows(
        [[harmless(cell) for cell in row] for row in charts.records(found.matrix, found.titles)]
    )
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
            "url": pages.address("insights:overview", path=path and path.value),
            "label": label,
            "is_current": found.path == path and not found.months and not found.tongue,
        }
        for path, label in labels.items()
    ]


def _windows(found):
    """Returns the choices of how far back the page looks; all time is everybody."""
    return [
        {
            "url": pages.address("insights:overview", months=months),
            "label": _("Last %(months)s months") % {"months": months},
            "is_current": found.months == months,
        }
        for months in report.MONTHS
    ]


def _tongues(found):
    """Returns the choices of the language in which people learn."""
    return [
        {
            "url": pages.address("insights:overview", tongue=code),
            "label": name,
            "is_current": found.tongue == code,
        }
        for code, name in settings.LANGUAGES
    ]


def _address(name, found):
    return pages.address(name, path=found.path, months=found.months, tongue=found.tongue)
