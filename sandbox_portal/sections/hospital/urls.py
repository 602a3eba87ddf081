from django.urls import path

from sandbox_portal.sections.hospital import leaving, views

urlpatterns = [
    path("day/", views.day, name="stay-day"),
    path("team/", views.team, name="stay-team"),
    path("requests/", views.requests, name="stay-requests"),
    path("call-button/", views.call_button, name="stay-call"),
    path("home/", leaving.index, name="stay-discharge"),
    path("home/medicines/", leaving.medicines, name="stay-medicines"),
    path("home/questions/", leaving.questions, name="stay-questions"),
    path("home/papers/", leaving.papers, name="stay-papers"),
]
