from django.urls import path

from sandbox_portal.sections.appointments import views

urlpatterns = [
    path("", views.index, name="appointments"),
    path("<str:id>/", views.detail, name="appointment"),
]
