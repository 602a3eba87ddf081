from django.urls import path

from lms.classes import views

app_name = "classes"

urlpatterns = [
    path("", views.home, name="home"),
    path("<slug:code>/", views.join, name="join"),
    path("<slug:code>/leave/", views.leave, name="leave"),
]
