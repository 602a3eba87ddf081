"""The search page. Nothing of what is asked is kept."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses.around.search import finding
from courses.routing import root_paths


@require_safe
def search(request):
    """Shows what the site has about the asked words, or what to try instead."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[: finding.MOST_ASKED]
    language = get_language()
    groups = finding.find(
        query,
        organisation=request.organisation,
        root=root_paths(request).get(language),
        language=language,
    )
    return render(
        request,
        "courses/around/search.html",
        {"query": query, "groups": groups, "count": sum(len(found) for _title, found in groups)},
    )
