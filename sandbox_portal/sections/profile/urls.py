from django.urls import path

from sandbox_portal.sections.profile import views

urlpatterns = [
    path("", views.index, name="profile"),
    path("change/<slug:field>/", views.change, name="profile-change"),
    path("confirm/<int:pk>/", views.confirm, name="profile-confirm"),
    path("code/<int:pk>/", views.code, name="profile-code"),
]
