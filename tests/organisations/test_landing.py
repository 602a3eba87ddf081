"""The list of pages begins where the organisation's own pages are, and a lesson's skill has its name."""

import pytest
from django.urls import reverse

from lms.organisations import wagtail_hooks
from lms.skills.library import load as load_skills

ROOT = "/admin/pages/"


def explored(page):
    return reverse("wagtailadmin_explore", args=[page.pk])


@pytest.mark.parametrize("role", ["author", "publisher"])
def test_the_list_of_pages_begins_at_the_organisations_own_section(numbat, desk_of, role):
    answer = desk_of(numbat, role).get(ROOT)

    assert answer.status_code == 302
    assert answer["Location"] == explored(numbat.homes["en"])


def test_from_there_the_other_language_is_one_click_away(numbat, desk_of):
    shown = desk_of(numbat, "author").get(explored(numbat.homes["en"])).text

    assert explored(numbat.homes["es"]) in shown


def test_the_root_itself_can_still_be_asked_for(numbat, desk_of):
    root = numbat.homes["en"].get_parent()

    assert desk_of(numbat, "author").get(explored(root)).status_code == 200


def test_who_may_not_see_pages_is_not_sent_to_them(numbat, desk_of):
    answer = desk_of(numbat, "admin").get(ROOT)

    assert answer.get("Location") != explored(numbat.homes["en"])


def test_the_house_begins_at_the_root(numbat, admin_client):
    assert admin_client.get(ROOT).status_code == 200


def test_a_lessons_skill_is_chosen_by_its_title(numbat, desk_of):
    load_skills()
    lesson = numbat.own.lesson

    form = desk_of(numbat, "author").get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).text

    assert '<option value="medicines-refills"' in form
    assert ">Medicines and refills</option>" in form
    assert ">medicines-refills</option>" not in form


def test_who_judged_a_page_and_sees_no_others_is_led_to_what_waits(numbat, rf):
    lesson = numbat.own.lesson

    def led(role, **said):
        request = rf.post("/", said)
        request.user = numbat.people[role]
        answer = wagtail_hooks.lead_reviewers_to_their_first_page(request, lesson)
        return answer and answer["Location"]

    step = {"action-workflow-action": "true"}
    assert led("admin", **step) == reverse("wagtailadmin_home")
    assert led("publisher", **step) is None and led("admin") is None
