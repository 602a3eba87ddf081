from django.urls import path

from sandbox_portal.sections.profile import views

urlpatterns = [path("", views.index, name="profile")]
