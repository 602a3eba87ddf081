from django.urls import path

from sandbox_portal.sections.phone import inbox, views

urlpatterns = [
    path("", views.index, name="phone"),
    path("<int:pk>/", views.outcome, name="phone-call"),
    path("alerts/", inbox.alerts, name="phone-alerts"),
    path("alerts/<int:pk>/", inbox.alert, name="phone-alert"),
    path("mailbox/", inbox.mailbox, name="mailbox"),
    path("mailbox/<int:pk>/", inbox.letter, name="mailbox-letter"),
]
