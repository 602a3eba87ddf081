"""The insights pages: for analysts and admins of the organisation whose site is asked, nobody else."""

from functools import partial, wraps

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from analytics import charts, cut_pages, filters, keeping, page_views, pages, picture, report
from analytics.access import for_readers
from analytics.delivering import alerts
from analytics.metrics import SMALLEST_GROUP, activities
from analytics.reading_activities import LONGEST_TRY


def for_analysts(view):
    """Lets a view answer analysts and admins of the site's organisation; tells others why not."""

    @require_safe
    @for_readers
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
            "filters": filters.of(found, partial(pages.address, "insights:overview")),
            "figure_url": _address("insights:figure", found),
            "smallest": SMALLEST_GROUP,
            "holds_back": any(share.is_held for row in found.matrix.rows for share in row.measures.values()),
            "pages": [*pages.links(found), *cut_pages.links()],
            "files": page_views.files_of_overview(request),
            "skills": pages.skill_links(found),
        },
    )


@for_analysts
def show_figure(request, found):
    """Answers with the Plotly figure as JSON."""
    return HttpResponse(charts.figure(found.matrix, found.titles).to_json(), content_type="application/json")


@require_safe
def how(request):
    """Shows in plain words how people are counted. Open to everybody: they may know."""
    return render(
        request,
        "analytics/how.html",
        {
            "smallest": SMALLEST_GROUP,
            "longest_try": LONGEST_TRY // 3600,
            "most": activities.MOST,
            "most_minutes": activities.MOST * activities.HALF_MINUTE // 60,
            "least_points": alerts.LEAST_POINTS,
            "looks": alerts.QUARTERS_A_YEAR,
            "live_up_to": keeping.LIVE_UP_TO,
            "minutes": int(keeping.RENEW_AFTER.total_seconds() // 60),
        },
    )


def _address(name, found):
    return pages.address(name, **{one: getattr(found, one) for one in filters.NAMES})
