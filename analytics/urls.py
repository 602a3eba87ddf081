"""Addresses of the insights pages."""

from django.urls import path

from analytics import views

app_name = "insights"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("figure.json", views.show_figure, name="figure"),
    path("gaps.csv", views.download_csv, name="csv"),
    path("how/", views.how, name="how"),
]
