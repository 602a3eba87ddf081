from django.urls import path

from courses.lti import views

app_name = "lti"

urlpatterns = [
    path("", views.mine, name="mine"),
    path("open/", views.enter, name="open"),
    path("whose/", views.whose, name="whose"),
    path("end/<int:identity>/", views.end, name="end"),
]
