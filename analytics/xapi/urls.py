"""Addresses that speak xAPI. They carry no language: machines read them."""

from django.urls import path

from analytics.lrs import described
from analytics.lrs.clients import views as clients
from analytics.lrs.documents import urls as documents
from analytics.lrs.statements import urls as statements
from analytics.xapi import profile_ids, views

app_name = "xapi"

urlpatterns = [
    path("openapi.json", described.show, name="openapi"),
    path("oauth/token", clients.token, name="token"),
    *statements.urlpatterns,
    *documents.urlpatterns,
    path("profile", views.show_profile, name="profile"),
    path(f"profile/{profile_ids.VERSION}", views.show_profile, name="profile-version"),
]
