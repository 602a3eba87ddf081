from django.urls import path

from sandbox_portal.sections.apps import views

urlpatterns = [
    path("", views.index, name="apps"),
    path("find/<slug:id>/", views.offer, name="app-offer"),
    path("<int:pk>/", views.detail, name="app"),
    path("<int:pk>/consent/", views.consent, name="app-consent"),
    path("<int:pk>/end/", views.revoke, name="app-end"),
    path("<int:pk>/sync/", views.sync, name="app-sync"),
]
