from django.urls import path

from courses.around.asking import views as asking
from courses.around.search import views as search
from courses.around.start import card, helping, views

app_name = "around"

urlpatterns = [
    path("search/", search.search, name="search"),
    path("ask/", asking.ask, name="ask"),
    path("ask/thanks/", asking.thanks, name="thanks"),
    path("start/", views.start, name="start"),
    path("start/<slug:goal>/", views.goal, name="goal"),
    path("known/<slug:course>/", views.known, name="known"),
    path("map/<slug:course>/", views.course_map, name="map"),
    path("card/", card.card, name="card"),
    path("helping/", helping.index, name="helping"),
    path("helping/<slug:course>/<slug:lesson>/", helping.script, name="script"),
]
