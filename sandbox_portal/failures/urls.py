from django.urls import path

from sandbox_portal.failures import views

urlpatterns = [
    path("", views.index, name="failures"),
    path("<int:pk>/act/", views.act, name="failure-act"),
    path("<slug:id>/", views.detail, name="failure"),
    path("<slug:id>/meet/", views.meet, name="failure-meet"),
]
