from django.urls import path

from courses.slips import views

app_name = "slips"

urlpatterns = [path("<slug:code>/", views.show, name="show")]
