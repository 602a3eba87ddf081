"""The pages where others check a certificate."""

from django.urls import path

from courses.certificates import views

app_name = "certificate"

urlpatterns = [
    path("", views.check, name="check"),
    path("<str:code>/", views.show, name="show"),
    path("<str:code>/badge.json", views.as_json, name="json"),
    path("<str:code>/badge.jwt", views.as_jwt, name="jwt"),
]
