"""The door to a practice: only its own learner passes, and what fell due is delivered on the way in."""

from functools import wraps

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from sandbox_portal import transitions
from sandbox_portal.clinic import replies
from sandbox_portal.practice import Practice


def with_practice(view):
    """Gives a view the learner's own practice: `view(request, practice, **kwargs)`.

    Raises Http404 for anybody else's. What another click has done in the same moment leads to the portal's
    first page. The page is kept out of search engines and caches. Costs one query where nothing is due.
    """

    @never_cache
    @wraps(view)
    def inner(request, key, **kwargs):
        mine = Practice.objects.for_learner(request.learner).filter(key=key)
        practice = mine.knowing_what_is_due().first()
        if practice is None:
            raise Http404("There is no such practice for this learner.")
        if practice.is_anything_due and replies.deliver_due(practice=practice):
            practice = mine.get()
        Practice.objects.touch(practice)
        request.practice = practice
        try:
            response = view(request, practice, **kwargs)
        except transitions.NotAllowed:  # of two clicks at the same moment the first one has done it
            return redirect(practice)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return inner
