"""Addresses of the record store at the authors' desk."""

from django.urls import path

from analytics.lrs.desk import clients

urlpatterns = [
    path("<int:organisation>/clients/", clients.clients, name="clients"),
    path("<int:organisation>/clients/create/", clients.create, name="client_create"),
    path("<int:organisation>/clients/<int:client>/rotate/", clients.rotate, name="client_rotate"),
    path("<int:organisation>/clients/<int:client>/revoke/", clients.revoke, name="client_revoke"),
]
