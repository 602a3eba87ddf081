from django.urls import path

from sandbox_portal.trainer import views
from sandbox_portal.trainer.drills import DRILLS


def of(slug):
    """Returns the addresses of one trainer, each with its name in front."""
    prefix, given = DRILLS[slug].prefix, {"drill": DRILLS[slug]}
    return [
        path("", views.begin, given, name=prefix),
        path("<uuid:key>/", views.case, given, name=f"{prefix}_case"),
        path("<uuid:key>/summary/", views.summary, given, name=f"{prefix}_summary"),
        path("<uuid:key>/<slug:item>/", views.answer, given, name=f"{prefix}_answer"),
    ]
