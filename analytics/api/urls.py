"""Addresses of the read API of insights. They carry no language: machines read them."""

from django.urls import path

from analytics.api import views

app_name = "insights_api"

urlpatterns = [
    path("openapi.json", views.show_description, name="openapi"),
    path("v1/skills/<slug:skill>", views.show, {"name": "skill"}, name="skill"),
    path("v1/<slug:name>", views.show, name="page"),
]
