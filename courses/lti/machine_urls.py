"""What platforms call. These addresses stand in their settings and never change."""

from django.urls import path, re_path

from courses.lti import views
from courses.lti.models import Grade

app_name = "lti_machine"

_KEY = "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"

urlpatterns = [
    path("login/", views.begin, name="login"),
    path("launch/", views.launch, name="launch"),
    path("deep/", views.launch, name="deep"),
    path("choose/", views.choose, name="choose"),
    path("keys.json", views.key_set, name="keys"),
    re_path(
        rf"^launch/(?P<kind>{'|'.join(Grade.Kind.values)})/(?P<key>{_KEY})/$",
        views.show,
        name="content",
    ),
]
