"""Addresses of the practice portal. A section's own urls.py hangs below the practice's key."""

from django.urls import include, path

from sandbox_portal import views
from sandbox_portal.by_phone import views as by_phone
from sandbox_portal.failures import views as failures
from sandbox_portal.trainer import urls as trainer
from sandbox_portal.trainer.drills import DRILLS

app_name = "practice"

_SECTIONS = (
    *("messages", "medicines", "proxy", "appointments", "results", "profile", "phone"),
    *("notes", "health", "corrections", "documents", "portals"),
    *("alerts", "door", "privacy", "apps"),
    *("bills", "insurance"),
    *("long_term", "laboratory", "hospital", "telemedicine"),
)

_inside = [
    path("", include("sandbox_portal.sections.home.urls")),
    path("failures/", include("sandbox_portal.failures.urls")),
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
    path("kinds/", views.kinds_of_portal, name="kinds"),
    path("kinds/words/", views.menu_words, name="menu-words"),
    path("by-phone/", by_phone.index, name="by_phone"),
    path("look-around/", views.look_around, name="look_around"),
    path("task/<slug:slug>/", views.task, name="task"),
    path("when-the-portal-says-no/", failures.catalogue, name="when_no"),
    *(path(f"{slug}/", include(trainer.of(slug))) for slug in DRILLS),
    path("<uuid:key>/coach/", include(_coach)),
    path("<uuid:key>/", include(_inside)),
]
