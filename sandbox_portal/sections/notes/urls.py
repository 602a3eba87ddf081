from django.urls import path

from sandbox_portal.sections.notes import views

urlpatterns = [
    path("", views.index, name="notes"),
    path("<str:id>/", views.detail, name="note"),
    path("<str:id>/<slug:line>/mark/", views.mark, name="note-mark"),
    path("<str:id>/<slug:line>/tick/", views.tick, name="note-tick"),
]
