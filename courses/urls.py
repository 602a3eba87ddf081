from django.urls import path

from courses import views
from courses.certificates import views as certificates
from courses.notebook import views as notebook
from courses.reminders import views as reminders

app_name = "courses"

urlpatterns = [
    path("", views.my, name="my"),
    path("path/", views.choose_path, name="path"),
    path("notebook/", notebook.notebook, name="notebook"),
    path("notebook/<int:pk>/", notebook.change, name="note"),
    path("notebook/<int:pk>/delete/", notebook.delete, name="note-delete"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/choose/", reminders.choose, name="reminders-choose"),
    path("reminders/confirm/<str:token>/", reminders.confirm, name="reminders-confirm"),
    path("reminders/stop/<uuid:key>/", reminders.stop, name="reminders-stop"),
    path("reminders/letter/<uuid:key>/", reminders.letter, name="letter"),
    path("refresh/<int:pk>/", reminders.refresh, name="refresh"),
    path("certificates/", certificates.mine, name="certificates"),
    path("certificates/<uuid:course_key>/", certificates.one, name="certificate"),
    path("certificates/<uuid:course_key>/pdf/", certificates.pdf, name="certificate-pdf"),
    path("certificates/<uuid:course_key>/delete/", certificates.take_back, name="certificate-delete"),
]
