from django.urls import path

from courses import views
from courses.notebook import views as notebook

app_name = "courses"

urlpatterns = [
    path("", views.my, name="my"),
    path("path/", views.choose_path, name="path"),
    path("notebook/", notebook.notebook, name="notebook"),
    path("notebook/<int:pk>/", notebook.change, name="note"),
    path("notebook/<int:pk>/delete/", notebook.delete, name="note-delete"),
]
