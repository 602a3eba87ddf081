"""Wagtail's addresses, with its pages served by our own finder."""

from django.urls import include, path, re_path
from wagtail.urls import serve_pattern

from courses.routing import serve

urlpatterns = [
    re_path(serve_pattern, serve, name="wagtail_serve"),
    path("", include("wagtail.urls")),
]
