from django.urls import path

from sandbox_portal.sections.messages import attach_views, cards, views, writing

urlpatterns = [
    path("", views.index, name="messages"),
    path("cards/", cards.index, name="message-cards"),
    path("cards/<int:number>/", cards.play, name="message-card"),
    path("new/", writing.gate, name="message-new"),
    path("draft/<int:pk>/about/", writing.about, name="message-about"),
    path("draft/<int:pk>/to/", writing.to, name="message-to"),
    path("draft/<int:pk>/write/", writing.write, name="message-write"),
    path("draft/<int:pk>/files/", attach_views.attach, name="message-attach"),
    path("files/<int:pk>/off/", attach_views.detach, name="message-detach"),
    path("draft/<int:pk>/check/", writing.check, name="message-check"),
    path("draft/<int:pk>/review/", writing.review, name="message-review"),
    path("draft/<int:pk>/discard/", writing.discard, name="message-discard"),
    path("<int:pk>/", views.thread, name="message-thread"),
    path("<int:pk>/reply/", views.reply, name="message-reply"),
    path("record/<str:id>/", views.record, name="message-record"),
    path("record/<str:id>/reply/", views.reply_to_record, name="message-record-reply"),
]
