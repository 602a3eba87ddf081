"""The authors' desk, as the house's own staff see it: lists, editors, reminders."""

from datetime import date

import pytest
from django.urls import reverse

from courses.activities.models import Activity
from courses.pages import LessonPage
from courses.shelf.fact_cards import FactCard
from courses.shelf.glossary import GlossaryTerm
from lms.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(loaded, client_for):
    """The admin in the browser of somebody who may do everything."""
    return client_for(User.objects.create_superuser("house@example.org", "a-long-walk-by-the-lake"))


@pytest.mark.parametrize("model", [Activity, FactCard, GlossaryTerm, *Activity.kinds()])
def test_each_list_opens(desk, model):
    assert desk.get(reverse(model.snippet_viewset.get_url_name("list"))).status_code == 200


@pytest.mark.parametrize("model", [FactCard, GlossaryTerm, *Activity.kinds()])
def test_each_empty_editor_opens(desk, model):
    assert desk.get(reverse(model.snippet_viewset.get_url_name("add"))).status_code == 200


def test_a_new_activity_asks_for_its_kind(desk):
    page = desk.get(reverse(Activity.snippet_viewset.get_url_name("add")))

    assert [str(kind["name"]) for kind in page.context_data["kinds"]] == [
        "choice",
        "choice of several",
        "ordering",
        "sorting",
        "matching",
        "fill-in",
        "picture with places",
        "story with choices",
        "set of cards",
        "reflection",
        "practice task link",
    ]


def test_an_activity_opens_in_the_editor_of_its_kind(desk):
    for activity in Activity.objects.all():
        opened = desk.get(reverse(Activity.snippet_viewset.get_url_name("edit"), args=[activity.pk]))

        kind = type(activity).snippet_viewset
        assert opened["Location"] == reverse(kind.get_url_name("edit"), args=[activity.pk])
        assert desk.get(opened["Location"]).status_code == 200


def test_a_lesson_opens_with_a_tab_for_each_step(desk, lesson):
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()

    for tab in ("tab-connect", "tab-see", "tab-try", "tab-reflect", "tab-plan"):
        assert f'id="{tab}' in page or f"#{tab}" in page


def test_an_author_is_reminded_of_figures_past_their_date(desk):
    card = FactCard.objects.first()
    assert "past its date" not in desk.get("/admin/").content.decode()
    FactCard.objects.filter(pk=card.pk).update(check_by=date(2020, 1, 1))

    assert "1 fact card is past its date" in desk.get("/admin/").content.decode()
    card.refresh_from_db()
    assert "past its date" in str(card)


def test_a_new_lesson_opens_empty(desk, course):
    address = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", course.pk])

    assert desk.get(address).status_code == 200


def test_a_draft_activity_is_not_shown(client_for, url, lesson):
    shown = client_for().get(f"{url}try/").context["parts"].activities
    Activity.objects.filter(pk=shown[0].activity.pk).update(live=False)

    assert client_for().get(f"{url}try/").context["parts"].activities == []
    assert LessonPage.objects.filter(pk=lesson.pk).exists()
