from django.urls import path, re_path

from sandbox_portal.sections.documents import computer_views, copies_views, views

urlpatterns = [
    path("", views.index, name="documents"),
    path("hand-in/", views.upload, name="document-upload"),
    path("letters/", views.ask_letter, name="document-letters"),
    path("letters/<int:pk>/", views.letter, name="document-letter"),
    path("links/<int:pk>/", views.link, name="document-link"),
    path("links/<int:pk>/close/", views.close, name="document-link-close"),
    path("links/<int:pk>/open/", views.recipient, name="document-link-open"),
    path("copies/", copies_views.index, name="copies"),
    path("copies/new/", copies_views.new, name="copies-new"),
    path("copies/<int:pk>/", copies_views.track, name="copies-asked"),
    path("copies/<int:pk>/review/", copies_views.review, name="copies-review"),
    path("copies/<int:pk>/identity/", copies_views.proof, name="copies-proof"),
    path("copies/<int:pk>/back/", copies_views.withdraw, name="copies-back"),
    path("copies/<int:pk>/file/", copies_views.download, name="copies-file"),
    path("computer/", computer_views.index, name="computer"),
    path("computer/trash/", computer_views.empty, name="computer-empty"),
    path("computer/<slug:item>/<slug:form>/delete/", computer_views.delete, name="computer-delete"),
    path("computer/<slug:item>/<slug:form>/mail/", computer_views.mail, name="computer-mail"),
    path("<slug:id>/", views.detail, name="document"),
    path("<slug:id>/share/", views.share, name="document-share"),
    re_path(r"^(?P<id>[a-z-]+)/file/(?P<form>pdf|fhir)/$", views.download, name="document-file"),
]
