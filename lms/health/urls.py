from django.urls import path

from lms.health.views import healthz

urlpatterns = [path("", healthz, name="healthz")]
