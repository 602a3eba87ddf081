"""Addresses of the record store at the authors' desk."""

from django.urls import path

from analytics.lrs.desk import clients, forwarding, records

urlpatterns = [
    path("<int:organisation>/", records.records, name="records"),
    path("<int:organisation>/statement/<uuid:statement>/", records.record, name="record"),
    path("<int:organisation>/statement/<uuid:statement>/void/", records.void, name="void"),
    path("<int:organisation>/clients/", clients.clients, name="clients"),
    path("<int:organisation>/clients/create/", clients.create, name="client_create"),
    path("<int:organisation>/clients/<int:client>/rotate/", clients.rotate, name="client_rotate"),
    path("<int:organisation>/clients/<int:client>/sites/", clients.allow, name="client_sites"),
    path("<int:organisation>/clients/<int:client>/revoke/", clients.revoke, name="client_revoke"),
    path("<int:organisation>/forwarding/", forwarding.targets, name="targets"),
    path("<int:organisation>/forwarding/create/", forwarding.create, name="target_create"),
    path("<int:organisation>/forwarding/<int:target>/", forwarding.change, name="target_change"),
    path("<int:organisation>/forwarding/<int:target>/switch/", forwarding.switch, name="target_switch"),
    path("<int:organisation>/forwarding/<int:target>/fill/", forwarding.fill, name="target_fill"),
    path("<int:organisation>/forwarding/<int:target>/delete/", forwarding.delete, name="target_delete"),
    path("<int:organisation>/refused/", forwarding.letters, name="letters"),
    path("<int:organisation>/refused/retry/", forwarding.retry, name="retry"),
]
