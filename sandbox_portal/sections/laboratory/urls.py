from django.urls import path

from sandbox_portal.sections.laboratory import game, views

urlpatterns = [
    path("orders/", views.orders, name="lab-orders"),
    path("orders/<slug:id>/", views.order, name="lab-order"),
    path("orders/<slug:id>/book/", views.book, name="lab-book"),
    path("orders/<slug:id>/cancel/", views.cancel, name="lab-cancel"),
    path("sites/", views.sites, name="lab-sites"),
    path("share/", views.share, name="lab-sharing"),
    path("bill/", views.bill, name="lab-bill"),
    path("two-portals/", game.index, name="lab-merge"),
]
