from django.urls import path

from sandbox_portal.trainer import views

urlpatterns = [
    path("", views.begin, name="trainer"),
    path("<uuid:key>/", views.case, name="trainer_case"),
    path("<uuid:key>/summary/", views.summary, name="trainer_summary"),
    path("<uuid:key>/<slug:item>/", views.answer, name="trainer_answer"),
]
