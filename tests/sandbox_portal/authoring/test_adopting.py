"""The library's tasks and people as an organisation has them: hidden, ordered, adapted; nobody else's."""

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from courses.lesson import tasks as lesson_tasks
from courses.presenting import mine
from lms.organisations import roles
from sandbox_portal import personas
from sandbox_portal.adopting import rules
from sandbox_portal.adopting.models import AdaptedTask, LibraryChoice
from sandbox_portal.authoring import rules as authoring
from sandbox_portal.authoring.models import AuthoredScenario
from sandbox_portal.scenarios import hub, loader
from sandbox_portal.scenarios.files import LIBRARY
from sandbox_portal.scenarios.models import Scenario, ScenarioRun
from tests.factories import practice as make
from tests.sandbox_portal.authoring.conftest import address

pytestmark = pytest.mark.django_db
SLUG, OTHER, NEXT, THIRD = "message-side-effect", "message-ramble", "message-no-reply", "visit-book-right"
HERE, THERE = {"HTTP_HOST": "lakeside.localhost"}, {"HTTP_HOST": "localhost"}


def offered(organisation):
    found = Scenario.objects.current().open_to(organisation).in_order_of(organisation)
    return [row.slug for row in found]


@pytest.fixture(autouse=True)
def tasks():
    return loader.load([LIBRARY / f"{slug}.yaml" for slug in (SLUG, OTHER, NEXT, THIRD)])


@pytest.fixture
def changed(monkeypatch):
    """The library says something else from now on: changed(title={…}), changed(lambda data: …)."""

    def put(change=None, **parts):
        data = yaml.safe_load((LIBRARY / f"{SLUG}.yaml").read_text(encoding="utf-8")) | parts
        if change:
            change(data)
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        monkeypatch.setattr(authoring, "library_file", lambda slug: text if slug == SLUG else None)

    return put


def act(client, what, slug, act):
    return client.post(address("library"), {"what": what, "slug": slug, "act": act}, follow=True)


def test_a_hidden_task_is_gone_for_this_organisation_only(desk, clinic, nonprofit, client):
    act(desk, "task", SLUG, "hide")

    assert offered(clinic) == [OTHER, NEXT, THIRD] and offered(nonprofit) == [SLUG, OTHER, NEXT, THIRD]
    assert lesson_tasks.find([SLUG], learner=None, language="en", organisation=clinic) == {}
    assert client.get(f"/en/practice/task/{SLUG}/", **HERE).status_code == 404
    assert client.get(f"/en/practice/task/{SLUG}/", **THERE).status_code == 200
    assert b"Hidden" in desk.get(address("library")).content

    act(desk, "task", SLUG, "show")
    assert offered(clinic) == [SLUG, OTHER, NEXT, THIRD]
    written = ModelLogEntry.objects.filter(action__startswith="practice_library.")
    assert {(row.action, row.label) for row in written} == {
        ("practice_library.hidden", SLUG), ("practice_library.shown", SLUG)
    }  # fmt: skip


def test_a_task_is_put_in_another_place_within_its_skill(desk, clinic, nonprofit):
    act(desk, "task", SLUG, "down")
    assert offered(clinic) == [OTHER, SLUG, NEXT, THIRD]
    assert offered(nonprofit) == [SLUG, OTHER, NEXT, THIRD]
    act(desk, "task", NEXT, "down")  # the last one of its skill: it stays
    assert offered(clinic) == [OTHER, SLUG, NEXT, THIRD]
    act(desk, "task", NEXT, "up")
    assert offered(clinic) == [OTHER, NEXT, SLUG, THIRD]


def test_a_hidden_person_takes_their_tasks_and_the_last_one_stays(desk, clinic, nonprofit):
    others = [slug for slug in personas.slugs() if slug != "ruth"]
    act(desk, "person", "ruth", "hide")

    assert offered(clinic) == [] and offered(nonprofit) == [SLUG, OTHER, NEXT, THIRD]
    assert "ruth" not in dict(hub.people(clinic)) and hub.people(clinic)
    assert hub.people(nonprofit)[0][0] == "ruth"
    for slug in others:
        said = act(desk, "person", slug, "hide").content.decode()
    assert "One person has to stay" in said
    assert LibraryChoice.objects.hidden().count() == len(others)  # Ruth and all the others but one


def test_people_have_an_order_too(clinic):
    first, second = [piece.slug for piece in rules.people(clinic)][:2]
    rules.move(organisation=clinic, what="person", slug=second, to=rules.UP, by=None)

    assert [piece.slug for piece in rules.people(clinic)][:2] == [second, first]


def adapt(desk, clinic, **changes):
    """Adapts the task at the desk, changes the draft and publishes it; returns it."""
    desk.post(address("library_adapt", SLUG))
    task = AuthoredScenario.objects.get(organisation=clinic)
    data = yaml.safe_load(task.source) | changes
    task.source = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    task.save_revision().publish()
    task.refresh_from_db()
    return task


def test_an_adapted_task_stands_in_the_place_of_the_librarys(desk, clinic, nonprofit, client):
    task = adapt(desk, clinic, title={"en": "Ask our nurses", "es": "Pregunte a enfermería"})

    assert offered(clinic) == [task.learners_slug, OTHER, NEXT, THIRD]
    assert offered(nonprofit) == [SLUG, OTHER, NEXT, THIRD]
    found = lesson_tasks.find([SLUG], learner=None, language="en", organisation=clinic)
    assert found[SLUG].title == "Ask our nurses"
    assert "Ask our nurses" in client.get(f"/en/practice/task/{SLUG}/", **HERE).content.decode()
    there = client.get(f"/en/practice/task/{SLUG}/", **THERE).content.decode()
    assert "Ask our nurses" not in there
    desk.post(address("library_adapt", SLUG))  # again: the same copy
    assert AdaptedTask.objects.count() == 1

    task.unpublish()
    assert offered(clinic) == [SLUG, OTHER, NEXT, THIRD]


def test_adapting_and_hiding_take_nothing_away_from_learners(desk, clinic, ruth):
    done = make.practice_of(ruth, Scenario.objects.current().get(slug=SLUG))
    ScenarioRun.objects.filter(practice=done).update(state="passed", mode="solo")
    open_one = make.practice_of(ruth, Scenario.objects.current().get(slug=OTHER))
    adapt(desk, clinic)
    act(desk, "task", OTHER, "hide")

    items = [item for group in hub.groups(ruth, clinic, "en") for item in group.items]
    assert "Done alone" in {str(item["state"]) for item in items}
    going_on = [item["url"] for item in items if item["kind"] == "sun"]
    assert going_on == [reverse("practice:portal", kwargs={"key": open_one.key})]
    assert lesson_tasks.find([SLUG], learner=ruth, language="en", organisation=clinic)[SLUG].is_passed
    mine_now = {task["url"]: task["is_alone"] for task in mine._tasks(ruth, "en")}
    assert mine_now == {f"/en/practice/task/{SLUG}/": True, f"/en/practice/task/{OTHER}/": False}


def test_what_changed_upstream_is_shown_taken_and_left(desk, clinic, changed):
    task = adapt(desk, clinic, goal={"en": "Ask well.", "es": "Pregunte bien."})
    assert "Nothing is left to decide" in desk.get(address("library_changes", task.pk)).content.decode()

    def rewrite(data):
        data["hints"][1] = {"en": "A newer hint.", "es": "Una pista nueva."}
        data["done"]["why"] = {"en": "A newer reason.", "es": "Una razón nueva."}

    changed(rewrite, goal={"en": "A newer goal.", "es": "Una meta nueva."})
    page = desk.get(address("library_changes", task.pk))
    shown = {one["where"]: one for one in page.context["changes"]}

    assert set(shown) == {"Goal", "Hints", "Why it matters"}
    assert shown["Goal"]["is_yours_too"] and not shown["Hints"]["is_yours_too"]
    assert "A newer goal." in shown["Goal"]["now"] and "Ask well." in shown["Goal"]["yours"]
    assert b"3 changes" in desk.get(address("library")).content

    for where, button in (("Hints", "take"), ("Goal", "leave")):
        desk.post(address("library_changes", task.pk), {button: shown[where]["token"]})
    task.refresh_from_db()
    draft = yaml.safe_load(task.get_latest_revision_as_object().source)
    assert draft["hints"][1]["en"] == "A newer hint." and draft["goal"]["en"] == "Ask well."
    left = desk.get(address("library_changes", task.pk)).context["changes"]
    assert [one["where"] for one in left] == ["Why it matters"]
    again = desk.post(address("library_changes", task.pk), {"take": shown["Hints"]["token"]}, follow=True)
    assert "changed in the meantime" in again.content.decode()

    every = {"take": "all", "shown": [left[0]["token"]]}
    desk.post(address("library_changes", task.pk), every)
    assert desk.get(address("library_changes", task.pk)).context["changes"] == []
    task.refresh_from_db()
    task.get_latest_revision_as_object().save_revision().publish()  # without a fault
    assert Scenario.objects.current().get(replaces=SLUG).texts["why"]["en"] == "A newer reason."


def test_the_walls_hold(desk, elsewhere, clinic, nonprofit, staff_of, client_for):
    task = adapt(desk, clinic, title={"en": "Only ours", "es": "Solo nuestra"})
    act(desk, "task", THIRD, "hide")
    there = elsewhere.get(address("library")).content.decode()

    assert "Only ours" not in there and "Hidden" not in there
    assert elsewhere.get(address("library_changes", task.pk)).status_code in (302, 403, 404)
    assert elsewhere.post(address("library_changes", task.pk), {"take": "all"}).status_code in (302, 403, 404)
    act(elsewhere, "task", THIRD, "show")  # shows its own, and nobody else's
    assert THIRD not in offered(clinic)
    elsewhere.post(address("library_adapt", SLUG))
    assert AdaptedTask.objects.filter(organisation=nonprofit).exclude(task=task).count() == 1

    author = staff_of("ana", clinic, "author")
    roles.sync(organisation=clinic)
    written = client_for(author)
    assert written.get(address("library")).status_code == 200
    assert act(written, "task", OTHER, "hide").status_code in (200, 403)
    assert OTHER in offered(clinic)  # authors neither hide nor order


def test_the_list_costs_the_same_however_much_was_chosen(desk, clinic, django_assert_max_num_queries):
    desk.get(address("library"))
    with CaptureQueriesContext(connection) as counted:
        desk.get(address("library"))
    before = len(counted)  # at once: the next request forgets them
    adapt(desk, clinic)
    act(desk, "task", OTHER, "hide")
    desk.get(address("library"))  # the message about it is shown, and gone
    with django_assert_max_num_queries(before + 1):
        desk.get(address("library"))
    with django_assert_max_num_queries(5):
        rules.tasks(clinic, "en"), rules.people(clinic)
