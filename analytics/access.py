"""Who may read the insights: analysts and admins of the organisation whose site is asked, nobody else."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from analytics import report


def for_readers(view):
    """Lets a view answer those who may read the insights; tells others why not."""
    return guarded(view, lambda request, kept: report.may_read(request.user, request.organisation))


def guarded(view, may):
    """Lets a view answer whom `may(request, what the address names)` lets in; tells others why not."""

    @never_cache
    @wraps(view)
    def answering(request, **kept):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not may(request, kept):
            return render(request, "analytics/not_for_you.html", status=403)
        return view(request, **kept)

    return answering
