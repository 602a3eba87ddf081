from django.urls import path

from sandbox_portal.sections.telemedicine import views

urlpatterns = [
    path("start/", views.intake, name="video-intake"),
    path("waiting/", views.waiting, name="video-waiting"),
    path("waiting/<slug:step>/", views.step, name="video-step"),
    path("after/", views.after, name="video-after"),
    path("limits/", views.limits, name="video-limits"),
]
