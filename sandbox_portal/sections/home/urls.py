from django.urls import path

from sandbox_portal.sections.home import views

urlpatterns = [
    path("", views.index, name="portal"),
    path("clear/", views.clear, name="home-clear"),
]
