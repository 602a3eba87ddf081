from django.urls import path

from sandbox_portal.sections.corrections import door_views, views

urlpatterns = [
    path("", views.index, name="corrections"),
    path("where/", views.route, name="correction-route"),
    path("doors/", door_views.index, name="correction-doors"),
    path("new/", views.new, name="correction-new"),
    path("<int:pk>/", views.track, name="correction"),
    path("<int:pk>/change/", views.change, name="correction-change"),
    path("<int:pk>/review/", views.review, name="correction-review"),
    path("<int:pk>/back/", views.withdraw, name="correction-back"),
    path("<int:pk>/disagree/", views.disagree, name="correction-disagree"),
]
