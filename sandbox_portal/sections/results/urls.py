from django.urls import path

from sandbox_portal.sections.results import views

urlpatterns = [
    path("", views.index, name="results"),
    path("<str:id>/", views.detail, name="result"),
    path("<str:id>/choice/", views.choose, name="result-choice"),
    path("<str:id>/plan/", views.plan, name="result-plan"),
    path("<str:id>/compare/", views.compare, name="result-compare"),
]
