"""What verifiers of credentials read. These addresses stand in signed credentials and never change."""

from django.urls import path

from courses.certificates import views

app_name = "credentials"

urlpatterns = [
    path("issuer.json", views.issuer, name="issuer"),
    path("revoked.json", views.revoked, name="revoked"),
    path("keys/<uuid:key_id>.json", views.key, name="key"),
]
