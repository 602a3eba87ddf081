from django.urls import path

from courses.packages import views

app_name = "packages"

urlpatterns = [
    path("<uuid:lesson>/<uuid:package>/", views.play, name="play"),
    path("keep/<int:attempt>/", views.keep, name="keep"),
]
