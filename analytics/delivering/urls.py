"""Addresses of the reports; they stand before those of the insights, which take any one word."""

from django.urls import path, re_path

from analytics.delivering import views

app_name = "delivering"

urlpatterns = [
    path("", views.reports, name="reports"),
    re_path(r"^(?P<year>2\d{3})-(?P<month>\d{2})/(?P<language>en|es)/pdf/$", views.pdf, name="pdf"),
    path("stop/<str:token>/", views.stop, name="stop"),
]
