from django.urls import path

from lms.site import views
from lms.site.offline import views as offline

app_name = "site"

urlpatterns = [
    path("help/", views.help_page, name="help"),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("gallery/", views.gallery, name="gallery"),
    path("preferences/", views.set_preferences, name="preferences"),
    path("language/<slug:code>/", views.language, name="language"),
    path("offline/", offline.page, name="offline"),
    path("offline/pages/", offline.pages, name="offline-pages"),
    path("app.webmanifest", offline.manifest, name="manifest"),
    path("theme.css", views.theme, name="theme"),
]
