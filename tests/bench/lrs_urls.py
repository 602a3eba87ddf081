"""The product's addresses, and a view that does nothing but insert one row."""

from django.db import connection
from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from lms.urls import urlpatterns as product


@csrf_exempt
def bare(request):
    """Inserts the body as it is, in a transaction of its own."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_bare (raw) VALUES (%s)", [request.body.decode()])
    return HttpResponse(b"[]")


urlpatterns = [path("bare", bare), path("xapi/", include("analytics.xapi.urls")), *product]
