"""Puts the learner on the request and keeps the guest's cookie up to date."""

from lms.people import guests


class LearnerMiddleware:
    """Adds `request.learner`: a Learner, or None.

    A page that only shows never makes one. Costs one query where there is a cookie or an account.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.learner = guests.find(request)
        return guests.set_cookie(request, self.get_response(request))
