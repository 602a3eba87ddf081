from django.urls import path

from sandbox_portal.sections.long_term import care, views

urlpatterns = [
    path("readings/", views.index, name="readings"),
    path("readings/called/<slug:who>/", views.called, name="reading-called"),
    path("readings/call/", views.call, name="reading-call"),
    path("readings/<int:pk>/danger/", views.danger, name="reading-danger"),
    path("readings/<slug:what>/", views.of, name="readings-of"),
    path("readings/<slug:what>/new/", views.new, name="reading-new"),
    path("goals/", care.goals, name="goals"),
    path("doses/", care.doses, name="doses"),
    path("doses/<slug:id>/", care.check, name="dose"),
    path("plan/", care.plan, name="plan"),
    path("plan/<slug:id>/", care.tick, name="plan-tick"),
    path("devices/", care.devices, name="devices"),
]
