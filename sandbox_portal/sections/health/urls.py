from django.urls import path

from sandbox_portal.sections.health import views

urlpatterns = [
    path("", views.index, name="health"),
    path("shot/", views.vaccine, name="health-vaccine"),
    path("shots/", views.shots, name="health-shots"),
    path("allergy/", views.allergy, name="health-allergy"),
    path("allergy/<str:id>/wrong/", views.wrong, name="health-allergy-wrong"),
    path("reports/<int:pk>/", views.report, name="health-report"),
    path("reports/<int:pk>/back/", views.withdraw, name="health-report-back"),
    path("due/<str:id>/", views.mark, name="health-due"),
]
