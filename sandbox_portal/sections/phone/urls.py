from django.urls import path

from sandbox_portal.sections.phone import views

urlpatterns = [
    path("", views.index, name="phone"),
    path("<int:pk>/", views.outcome, name="phone-call"),
]
