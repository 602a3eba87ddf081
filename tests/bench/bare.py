"""A bare Django view that answers with a number of bytes: what pages are compared with."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

BODY = b"x" * int(os.environ.get("BARE_BYTES", "20000"))

settings.configure(
    ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="bench", MIDDLEWARE=[], LOGGING_CONFIG=None
)


def answer(request):
    """Answers with the bytes."""
    return HttpResponse(BODY)


urlpatterns = [path("", answer)]
application = get_wsgi_application()
