"""Addresses of the insights pages."""

from django.urls import path, re_path

from analytics import page_views, views

app_name = "insights"
# All tables of a page (file.csv, file.xlsx), or the figure of one section (funnel.svg, funnel.json).
_FILE = r"(?P<stem>[a-z]+)\.(?P<kind>csv|xlsx|parquet|svg|png|json)"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("figure.json", views.show_figure, name="figure"),
    path("how/", views.how, name="how"),
    path("skills/<slug:skill>/", page_views.show_page, {"name": "skill"}, name="skill"),
    re_path(
        rf"^skills/(?P<skill>[a-z-]+)/{_FILE}$", page_views.download, {"name": "skill"}, name="skill_file"
    ),  # fmt: skip
    path("<slug:name>/", page_views.show_page, name="page"),
    re_path(rf"^(?P<name>[a-z]+)/{_FILE}$", page_views.download, name="page_file"),
]
