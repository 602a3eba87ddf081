from django.urls import path

from sandbox_portal.sections.proxy import child_views, family_views, patient, seat

urlpatterns = [
    path("", patient.index, name="proxy"),
    # The patient's seat
    path("invite/", patient.invite, name="proxy-invite"),
    path("password/", patient.password, name="proxy-password"),
    path("pressure/", patient.pressure, name="proxy-pressure"),
    path("ages/", patient.ages, name="proxy-ages"),
    path("<int:pk>/", patient.detail, name="proxy-grant"),
    path("<int:pk>/level/", patient.level, name="proxy-level"),
    path("<int:pk>/review/", patient.review, name="proxy-review"),
    path("<int:pk>/change/", patient.change, name="proxy-change"),
    path("<int:pk>/answer/", patient.answer, name="proxy-answer"),
    path("<int:pk>/parent/", family_views.teen, name="proxy-teen"),
    path("<int:pk>/end/", patient.end, name="proxy-end"),
    path("<int:pk>/activity/", patient.activity, name="proxy-activity"),
    path("<int:pk>/<str:what>/now/", patient.act, name="proxy-act"),
    # The proxy's seat
    path("letter/", seat.letter, name="proxy-letter"),
    path("accept/", seat.accept, name="proxy-accept"),
    path("decline/", seat.decline, name="proxy-decline"),
    path("ask/", seat.ask, name="proxy-ask"),
    path("papers/", seat.papers, name="proxy-papers"),
    path("tour/", seat.tour, name="proxy-tour"),
    path("enter/", seat.enter, name="proxy-enter"),
    path("switch/<str:to>/", seat.switch, name="proxy-switch"),
    path("borrow/", seat.borrow, name="proxy-borrow"),
    path("ways/<slug:what>/", child_views.wrong_way, name="proxy-wrong-way"),
    path("hold/", child_views.hold, name="proxy-hold"),
    path("renewal/", seat.renewal, name="proxy-renewal"),
    path("why/", family_views.why, name="proxy-why"),
    path("more/", family_views.more, name="proxy-more"),
    path("other/<slug:slug>/", family_views.other, name="proxy-other"),
]
