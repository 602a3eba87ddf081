"""Addresses of the statements, activities and about resources, below the xAPI address."""

from django.urls import path

from analytics.lrs import gateway
from analytics.lrs.statements import others, resource, views

_statements = views.consistent_through(gateway.serve(resource.statements, resource.METHODS))

urlpatterns = [
    path("statements", _statements, name="statements"),
    path("activities", gateway.serve(others.activities, ("GET", "HEAD")), name="activities"),
    path("about", views.about, name="about"),
]
