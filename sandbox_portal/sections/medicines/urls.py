from django.urls import path

from sandbox_portal.sections.medicines import asking, counter_views, listing, stuck_views, views

urlpatterns = [
    path("", views.index, name="medicines"),
    path("pharmacy/", views.pharmacy, name="medicines-pharmacy"),
    path("refills/<int:pk>/", views.track, name="refill"),
    path("refills/<int:pk>/cancel/", views.cancel, name="refill-cancel"),
    path("refills/<int:pk>/pick-up/", views.pick_up, name="refill-pick-up"),
    path("refills/<int:pk>/elsewhere/", stuck_views.elsewhere, name="refill-elsewhere"),
    path("refills/<int:pk>/approval/", stuck_views.approval, name="refill-approval"),
    path("refills/<int:pk>/part/", counter_views.part, name="refill-part"),
    path("refills/<int:pk>/pharmacist/", counter_views.pharmacist, name="refill-pharmacist"),
    path("refills/<int:pk>/meantime/", counter_views.meantime, name="refill-meantime"),
    path("refills/<int:pk>/kind/", asking.kind, name="refill-kind"),
    path("refills/<int:pk>/take/", asking.take, name="refill-take"),
    path("refills/<int:pk>/where/", asking.where, name="refill-where"),
    path("refills/<int:pk>/note/", asking.note, name="refill-note"),
    path("refills/<int:pk>/review/", asking.review, name="refill-review"),
    path("refills/<int:pk>/discard/", asking.discard, name="refill-discard"),
    path("list/", listing.check, name="medicines-check"),
    path("list/add/", listing.missing, name="medicine-missing"),
    path("list/<int:pk>/", listing.report, name="medicine-report"),
    path("list/<int:pk>/back/", listing.withdraw, name="medicine-report-back"),
    path("list/of/<str:id>/", listing.taking, name="medicine-taking"),
    path("<str:id>/", views.detail, name="medicine"),
    path("<str:id>/ask/", asking.start, name="refill-start"),
]
