"""Says on each answer whose it is, and lets an act that arrives twice happen once."""

import uuid

from django.db import transaction
from django.http import HttpResponse

from lms.people import sent
from lms.site.offline import keeping

KEY = "Idempotency-Key"  # draft-ietf-httpapi-idempotency-key-header: a name for one act, made by the browser
ALREADY = 204


class OfflineMiddleware:
    """Stands after LearnerMiddleware. Costs nothing on a page; a few queries on an act with a key.

    The worker of the browser gives each act a key, and sends it again with the same one when no answer came.
    Another learner's key says nothing about ours.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        key = _key(request)
        response = self._once(request, key) if key else self.get_response(request)
        if "public" not in response.get("Cache-Control", ""):  # what a shared cache keeps is nobody's
            response[keeping.HOLDER] = keeping.holder(request)
        return response

    @transaction.atomic
    def _once(self, request, key):
        """The act and its key are kept together or not at all: an error of ours (500) keeps nothing of it."""
        known = request.learner
        if known and not sent.begin(learner=known, key=key):
            return HttpResponse(status=ALREADY)
        response = self.get_response(request)
        if response.status_code >= 500:
            transaction.set_rollback(True)
            request.learner = known  # a guest whom the act has made is gone too
            return response
        is_done = 300 <= response.status_code < 400
        if known and not is_done:  # refused: it may come again
            sent.take_back(learner=known, key=key)
        elif is_done and not known and request.learner:  # the act has made the guest
            sent.begin(learner=request.learner, key=key)
        return response


def _key(request):
    if request.method != "POST":
        return None
    try:
        return uuid.UUID(request.headers.get(KEY, ""))
    except ValueError:
        return None
