"""The worker's address. It stands at the root, so that its scope is the whole site."""

from django.urls import path

from lms.site.offline import views

urlpatterns = [path("", views.worker, name="worker")]
