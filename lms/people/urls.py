from django.urls import path

from lms.people import views

app_name = "people"

urlpatterns = [
    path("", views.account, name="account"),
    path("path/", views.choose_path, name="choose_path"),
    path("counting/", views.choose_counting, name="choose_counting"),
    path("device/", views.device, name="device"),
    path("device/code/", views.make_device_code, name="make_device_code"),
    path("download/", views.download, name="download"),
    path("erase/", views.erase, name="erase"),
]
