from django.urls import path

from sandbox_portal.sections.appointments import altering, asking, preparing, views
from sandbox_portal.sections.video import views as video

urlpatterns = [
    path("", views.index, name="appointments"),
    path("book/", asking.start, name="visit-start"),
    path("book/<int:pk>/kind/", asking.kind, name="visit-kind"),
    path("book/<int:pk>/way/", asking.way, name="visit-way"),
    path("book/<int:pk>/who/", asking.who, name="visit-who"),
    path("book/<int:pk>/when/", asking.when, name="visit-when"),
    path("book/<int:pk>/about/", asking.about, name="visit-about"),
    path("book/<int:pk>/review/", asking.review, name="visit-review"),
    path("book/<int:pk>/discard/", asking.discard, name="visit-discard"),
    path("<str:id>/", views.detail, name="appointment"),
    path("<str:id>/coming/", views.confirm, name="appointment-confirm"),
    path("<str:id>/calendar.ics", views.calendar_file, name="appointment-calendar"),
    path("<str:id>/go/", views.go, name="appointment-go"),
    path("<str:id>/move/", altering.move, name="appointment-move"),
    path("<str:id>/cancel/", altering.cancel, name="appointment-cancel"),
    path("<str:id>/wait-list/", altering.wait_list, name="appointment-wait-list"),
    path("<str:id>/offer/", altering.offer, name="appointment-offer"),
    path("<str:id>/questions/", preparing.questions, name="appointment-questions"),
    path("<str:id>/check-in/", preparing.index, name="check-in"),
    path("<str:id>/check-in/<slug:part>/", preparing.part, name="check-in-part"),
    path("<str:id>/video/", video.ready, name="video"),
    path("<str:id>/video/join/", video.join, name="video-join"),
    path("<str:id>/video/wait/", video.wait, name="video-wait"),
    path("<str:id>/video/act/", video.act, name="video-act"),
    path("<str:id>/video/device/", video.device, name="video-device"),
    path("<str:id>/video/device/<slug:fault>/", video.trouble, name="video-trouble"),
    path("<str:id>/video/summary/", video.summary, name="video-summary"),
]
