from django.urls import path, re_path

from sandbox_portal.sections.documents import views

urlpatterns = [
    path("", views.index, name="documents"),
    path("hand-in/", views.upload, name="document-upload"),
    path("letters/", views.ask_letter, name="document-letters"),
    path("letters/<int:pk>/", views.letter, name="document-letter"),
    path("links/<int:pk>/", views.link, name="document-link"),
    path("links/<int:pk>/close/", views.close, name="document-link-close"),
    path("links/<int:pk>/open/", views.recipient, name="document-link-open"),
    path("<slug:id>/", views.detail, name="document"),
    path("<slug:id>/share/", views.share, name="document-share"),
    re_path(r"^(?P<id>[a-z-]+)/file/(?P<form>pdf|fhir)/$", views.download, name="document-file"),
]
