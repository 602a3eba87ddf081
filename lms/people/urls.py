from django.urls import path

from lms.people import views

app_name = "people"

urlpatterns = [
    path("", views.account, name="account"),
    path("path/", views.choose_path, name="choose_path"),
    path("counting/", views.choose_counting, name="choose_counting"),
    path("download/", views.download, name="download"),
    path("erase/", views.erase, name="erase"),
]
