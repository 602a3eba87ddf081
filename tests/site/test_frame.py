"""The frame of every page: language, menu, settings that stay, and a way to real help."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale

from lms.site import preferences

PAGES = ["help", "about", "privacy", "accessibility", "gallery"]


@pytest.fixture
def visitor(clinic, client_for):
    return client_for()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_each_page_says_its_language_and_leads_to_real_help(visitor, page, language):
    with override(language):
        response = visitor.get(reverse(f"site:{page}"))
        help_url = reverse("site:help")

    html = response.content.decode()
    assert f'<html lang="{language}"' in html
    assert f'href="{help_url}"' in html
    assert 'class="skip" href="#main"' in html
    assert html.count("<h1") == 1
    assert len(re.findall(r'<meta name="description" content="[^"]{50,}">', html)) == 1


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_frame_makes_nobody_a_guest(visitor, page, django_assert_max_num_queries):
    visitor.get(reverse("site:help"))  # Wagtail reads its sites once

    with django_assert_max_num_queries(3):
        response = visitor.get(reverse(f"site:{page}"))

    assert "pw_learner" not in response.cookies
    assert "sessionid" not in response.cookies


def test_a_choice_in_the_settings_bar_stays(visitor):
    back = reverse("site:about")

    response = visitor.post(reverse("site:preferences"), {"text": "150", "next": back})
    visitor.post(reverse("site:preferences"), {"contrast": "more", "next": back})

    assert response.url == f"{back}#text-and-sound"
    assert 'id="text-and-sound"' in visitor.get(back).content.decode()
    html = visitor.get(back).content.decode()
    assert 'data-text="150"' in html
    assert 'data-contrast="more"' in html
    assert 'name="text" value="150" aria-pressed="true"' in html


def test_the_usual_choice_takes_an_earlier_one_back(visitor):
    visitor.post(reverse("site:preferences"), {"text": "200"})

    visitor.post(reverse("site:preferences"), {"text": "100"})

    assert "data-text" not in visitor.get(reverse("site:about")).content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "https:evil.example", ""]
)
def test_settings_never_lead_to_another_host(visitor, elsewhere):
    response = visitor.post(reverse("site:preferences"), {"text": "150", "next": elsewhere})

    assert response.url == "/en/#text-and-sound"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/en/", "/\\evil.example"])
def test_the_language_switch_never_leads_to_another_host(visitor, elsewhere):
    response = visitor.get(reverse("site:language", args=["es"]), {"next": elsewhere})

    assert response.url == "/es/"


@pytest.mark.parametrize(
    "value", ["text=900", "text=150%22onload=x", "%%%", "view=simple;contrast", "a" * 4000]
)
def test_a_damaged_cookie_shows_the_usual_page(visitor, value):
    visitor.cookies[preferences.COOKIE] = value

    response = visitor.get(reverse("site:about"))

    assert response.status_code == 200
    assert "onload" not in response.content.decode().split("<body")[0]
    assert 'data-text="900"' not in response.content.decode()


def test_settings_are_only_changed_by_sending_the_form(visitor):
    assert visitor.get(reverse("site:preferences"), {"text": "150"}).status_code == 405


def test_the_language_switch_shows_the_same_page_and_is_remembered(visitor):
    page = visitor.get(reverse("site:privacy"), {"from": "mail"})
    link = next(link for link in page.context["languages"] if link["code"] == "es")

    response = visitor.get(link["url"])

    assert response.url == "/es/privacy/?from=mail"
    assert visitor.cookies["django_language"].value == "es"
    assert f'href="{link["url"].replace("&", "&amp;")}" hreflang="es" lang="es"' in page.content.decode()


def test_an_unknown_language_is_not_found(visitor):
    assert visitor.get("/en/language/xx/").status_code == 404


def test_a_page_that_is_not_there_switches_to_the_home_page(visitor):
    response = visitor.get(reverse("site:language", args=["es"]), {"next": "/en/no/such/page/"})

    assert response.url == "/es/"


def test_an_organisations_colours_come_from_a_style_sheet_of_its_own(clinic, visitor):
    clinic.theme_data = {"brand": "#5b1d6e", "brand_dark": "#e4b8f2"}
    clinic.save()

    page = visitor.get(reverse("site:about"))
    css = visitor.get(page.context["theme_url"])

    assert page.context["theme_url"] in page.content.decode()
    assert "#5b1d6e" in css.content.decode()
    assert css["Content-Type"].startswith("text/css")
    assert "immutable" in css["Cache-Control"]


def test_the_houses_own_colours_cost_no_second_style_sheet(visitor):
    assert visitor.get(reverse("site:about")).context["theme_url"] == ""


def test_a_style_sheet_asked_for_by_an_old_version_is_not_kept(visitor):
    assert visitor.get(reverse("site:theme"), {"v": "old"})["Cache-Control"] == "no-cache"


@pytest.fixture
def learn(clinic):
    """A page of the clinic's tree in both languages, with an address of its own in each."""
    spanish = Locale.objects.get(language_code="es")
    home = clinic.site.root_page
    page = home.add_child(title="Learn", slug="learn")
    for original, slug in [(home, "lakeside-es"), (page, "aprender")]:
        translation = original.copy_for_translation(spanish)
        translation.slug = slug
        translation.save_revision().publish()
    return page


@pytest.mark.parametrize("rest", ["", "?from=mail"])
def test_a_page_of_the_tree_leads_to_its_translation(learn, visitor, rest):
    response = visitor.get(reverse("site:language", args=["es"]), {"next": f"/en/learn/{rest}"})

    assert response.url == "/es/aprender/"


def test_a_translation_that_is_not_published_is_not_shown(learn, visitor):
    learn.get_translations().get().unpublish()

    response = visitor.get(reverse("site:language", args=["es"]), {"next": "/en/learn/"})

    assert response.url == "/es/"
