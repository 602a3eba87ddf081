from django.urls import path

from sandbox_portal.sections.alerts import views

urlpatterns = [
    path("", views.index, name="alerts"),
    path("change/<slug:what>/", views.change, name="alerts-change"),
    path("texts/", views.start_texts, name="alerts-texts"),
]
