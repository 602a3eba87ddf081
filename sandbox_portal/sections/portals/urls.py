from django.urls import path

from sandbox_portal.sections.portals import views

urlpatterns = [
    path("", views.index, name="portals"),
    path("<slug:kind>/", views.sign_in, name="portal-sign-in"),
]
