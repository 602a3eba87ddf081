"""The short address that stands on paper, without a language."""

from django.urls import path

from courses.slips import views

urlpatterns = [path("<slug:code>/", views.link, name="slip_link")]
