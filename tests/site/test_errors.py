"""Error pages say what to do, also when nothing else works."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views import defaults
from django.views.csrf import csrf_failure


def test_a_missing_page_keeps_menu_and_help(clinic, client_for):
    response = client_for().get("/en/no/such/page/")

    assert response.status_code == 404
    html = response.content.decode()
    assert "We cannot find this page" in html
    assert f'href="{reverse("site:help")}"' in html


@pytest.mark.parametrize("template", ["500.html", "400.html"])
def test_a_page_drawn_without_a_request_stands_alone(template):
    html = render_to_string(template)

    assert "911" in html
    assert 'href="/"' in html
    assert 'href=""' not in html


def test_a_broken_server_answers_with_its_page():
    response = defaults.server_error(RequestFactory().get("/en/"))

    assert response.status_code == 500
    assert "not your fault" in response.content.decode()


def test_a_bad_request_is_told_so(clinic):
    response = Client(HTTP_HOST="not-ours.example").get("/en/help/")

    assert response.status_code == 400
    assert "We could not read that" in response.content.decode()


def test_a_stale_form_says_how_to_send_it_again(clinic):
    browser = Client(HTTP_HOST="lakeside.localhost", enforce_csrf_checks=True)

    response = browser.post(reverse("account_login"), {"login": "a@example.org", "password": "x"})

    assert response.status_code == 403
    assert "Please send it once more" in response.content.decode()
    assert csrf_failure.__defaults__[-1] == "403_csrf.html"


def test_a_closed_page_offers_to_sign_in(clinic, rf, client_for):
    request = client_for().get(reverse("site:about")).wsgi_request

    html = defaults.permission_denied(request, Exception()).content.decode()

    assert "This page is not open to you" in html
    assert f'href="{reverse("account_login")}"' in html
