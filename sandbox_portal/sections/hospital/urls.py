from django.urls import path

from sandbox_portal.sections.hospital import after, leaving, views

urlpatterns = [
    path("day/", views.day, name="stay-day"),
    path("team/", views.team, name="stay-team"),
    path("requests/", views.requests, name="stay-requests"),
    path("call-button/", views.call_button, name="stay-call"),
    path("home/", leaving.index, name="stay-discharge"),
    path("home/medicines/", leaving.medicines, name="stay-medicines"),
    path("home/questions/", leaving.questions, name="stay-questions"),
    path("home/papers/", leaving.papers, name="stay-papers"),
    path("home/leave/", after.leave, name="stay-leave"),
    path("after/", after.index, name="stay-after"),
    path("after/call/", after.call, name="stay-help"),
    path("after/survey/", after.answer, name="stay-survey"),
    path("after/survey/no/", after.decline, name="stay-survey-no"),
    path("after/<str:id>/", after.tick, name="stay-todo"),
]
