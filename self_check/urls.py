from django.urls import path

from self_check import views

app_name = "check"

urlpatterns = [
    path("", views.home, name="home"),
    path("begin/", views.begin, name="begin"),
    path("mirror/", views.said_and_done, name="mirror"),
    path("plan/", views.show_plan, name="plan"),
    path("plan/calendar.ics", views.plan_calendar, name="plan-calendar"),
    path("plan/ask/<int:follow_up_id>/", views.reply, name="reply"),
    path("plan/<int:step_id>/remove/", views.remove, name="remove"),
    path("<uuid:sitting_id>/<int:number>/", views.question, name="question"),
    path("<uuid:sitting_id>/result/", views.result, name="result"),
    path("<uuid:sitting_id>/plan/", views.add_from_result, name="add"),
]
