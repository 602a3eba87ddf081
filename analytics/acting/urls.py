"""Addresses of the pages on acting; they stand before those of the insights, which take any one word."""

from django.urls import path, re_path

from analytics.acting import views

app_name = "acting"

urlpatterns = [
    path("", views.gaps, name="gaps"),
    re_path(r"^poster/(?P<language>en|es)/pdf/$", views.poster, name="poster_of_all"),
    path("noted/<int:deed>/take-back/", views.take_back, name="take_back"),
    path("<slug:skill>/", views.gap, name="gap"),
    re_path(r"^(?P<skill>[a-z-]+)/message/(?P<language>en|es)/$", views.message, name="message"),
    re_path(r"^(?P<skill>[a-z-]+)/poster/(?P<language>en|es)/pdf/$", views.poster, name="poster"),
]
