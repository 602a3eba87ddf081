"""Addresses of the practice portal. A section's own urls.py hangs below the practice's key."""

from django.urls import include, path

from sandbox_portal import views

app_name = "practice"

_SECTIONS = (
    *("messages", "medicines", "proxy", "appointments", "results", "profile", "phone"),
    *("notes", "health", "corrections", "documents"),
)

_inside = [
    path("", include("sandbox_portal.sections.home.urls")),
    *(path(f"{name}/", include(f"sandbox_portal.sections.{name}.urls")) for name in _SECTIONS),
]

_coach = [
    path("help/", views.task_help, name="task_help"),
    path("hint/", views.hint, name="hint"),
    path("read/", views.notice_read, name="notice_read"),
    path("skip/", views.skip, name="skip"),
    path("turn/<str:seat>/", views.turn, name="turn"),
    path("start-over/", views.start_over, name="start_over"),
    path("leave/", views.leave, name="leave"),
    path("result/", views.result, name="result"),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("look-around/", views.look_around, name="look_around"),
    path("task/<slug:slug>/", views.task, name="task"),
    path("message-or-call/", include("sandbox_portal.trainer.urls")),
    path("<uuid:key>/coach/", include(_coach)),
    path("<uuid:key>/", include(_inside)),
]
