from django.urls import path, re_path

from courses.takeaway import views

app_name = "takeaway"

urlpatterns = [
    path("<slug:slug>/", views.index, name="index"),
    path("<slug:slug>/pack/download/", views.download, name="pack"),
    path("<slug:slug>/practice/pdf/", views.practice, name="practice"),
    re_path(r"^(?P<slug>[-\w]+)/(?P<name>slides|guide|handouts)/pdf/$", views.paper, name="paper"),
]
