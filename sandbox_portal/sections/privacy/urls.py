from django.urls import path

from sandbox_portal.sections.privacy import text_views, views

urlpatterns = [
    path("", views.index, name="privacy"),
    path("devices/", views.devices, name="privacy-devices"),
    path("devices/others/out/", views.sign_out_others, name="privacy-sign-out-others"),
    path("devices/<slug:id>/out/", views.sign_out, name="privacy-sign-out"),
    path("password/", views.passphrase, name="privacy-password"),
    path("reports/<int:pk>/", views.report, name="privacy-report"),
    path("text/", text_views.message, name="privacy-text"),
    path("text/page/", text_views.fake_page, name="privacy-fake-page"),
    path("text/tell/", text_views.tell, name="privacy-text-tell"),
    path("lines/<slug:id>/", views.row, name="privacy-row"),
    path("lines/<slug:id>/ask/", views.ask, name="privacy-ask"),
]
