"""Adopting at the desk: who may do what, and what they see."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry

from courses.adopting import actions, tasks
from courses.adopting.models import AdaptedPage, Adoption, LibraryCourse
from courses.library_loader import loader
from courses.pages import CoursePage
from lms.organisations import roles
from lms.organisations.models import Membership
from tests.courses.adopting.conftest import with_lessons

pytestmark = pytest.mark.django_db


@pytest.fixture
def nora(clinic, staff_of):
    """The clinic's author, with her rights."""
    nora = staff_of("nora", clinic, Membership.Role.AUTHOR)
    roles.sync(organisation=clinic)
    return nora


@pytest.fixture
def stranger(nonprofit, staff_of):
    """Another organisation's publisher."""
    loader.frame(nonprofit)
    stranger = staff_of("stranger", nonprofit, Membership.Role.PUBLISHER)
    roles.sync(organisation=nonprofit)
    return stranger


@pytest.fixture
def addresses(adoption, lesson):
    """Every page about the clinic's course."""
    here = [adoption.organisation_id, adoption.pk]
    found = [reverse("adopting:courses", args=here[:1]), reverse("adopting:course", args=here)]
    return found + [
        reverse(f"adopting:{name}", args=[*here, lesson.pk]) for name in ("compare", "adapt", "let_go")
    ]


def shown_on(answer):
    return re.findall(r'name="shown" value="(\w+)"', answer.text)


def to_course(adoption):
    return reverse("adopting:course", args=[adoption.organisation_id, adoption.pk])


def test_a_new_organisation_adopts_a_course(
    loaded, nonprofit, stranger, client_for, small_library, in_force, django_capture_on_commit_callbacks,
    monkeypatch,
):  # fmt: skip
    in_force(small_library)
    monkeypatch.setattr(tasks.bring, "delay", tasks.bring)
    desk = client_for(stranger, host="localhost")
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(reverse("adopting:adopt", args=[nonprofit.pk]), {"course": "start-here"})

    assert answer.status_code == 302
    home = roles.homes(nonprofit)[0]
    assert CoursePage.objects.descendant_of(home).live().count() == 1
    assert "Follows the library" in desk.get(answer.url).text
    assert (
        ModelLogEntry.objects.for_instance(nonprofit)
        .filter(action="adopting.adopted", user=stranger)
        .exists()
    )


def test_no_other_organisation_sees_or_changes_anything(addresses, adoption, lesson, stranger, client_for):
    desk = client_for(stranger)
    before = list(Adoption.objects.values()), lesson.latest_revision_id

    for address in addresses:
        for answer in (desk.get(address), desk.post(address, {"act": "stop", "take": "all"})):
            assert answer.status_code in (302, 403, 404, 405), address
            assert lesson.title not in answer.text
    theirs = stranger.memberships.get().organisation
    own = Adoption.objects.create(organisation=theirs, course=adoption.course)
    through_ones_own = [own.organisation_id, own.pk, lesson.pk]
    assert desk.post(reverse("adopting:adapt", args=through_ones_own)).status_code in (302, 404)
    assert lesson.title not in desk.get(to_course(own)).text
    assert (
        lesson.title
        not in desk.get(reverse("adopting:course", args=[own.organisation_id, adoption.pk]), follow=True).text
    )

    own.delete()
    lesson.refresh_from_db()
    assert (list(Adoption.objects.values()), lesson.latest_revision_id) == before
    assert not AdaptedPage.objects.exists()


def test_authors_adapt_but_do_not_hide_or_stop(adoption, lesson, nora, client_for):
    desk = client_for(nora)
    hide = {"act": "hide", "lesson": str(lesson.translation_key)}

    answers = [desk.post(to_course(adoption), data) for data in (hide, {"act": "stop"})]
    adapted = desk.post(reverse("adopting:adapt", args=[adoption.organisation_id, adoption.pk, lesson.pk]))

    assert {answer.status_code for answer in answers} <= {302, 403}
    lesson.refresh_from_db()
    adoption.refresh_from_db()
    assert lesson.live
    assert adoption.is_following
    assert adapted.url == reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert PageLogEntry.objects.filter(page=lesson, action="adopting.adapted", user=nora).exists()


def test_a_publisher_hides_orders_and_stops(adoption, lesson, paula, client_for):
    desk, key = client_for(paula), str(lesson.translation_key)

    for act in ("down", "hide", "stop"):
        assert desk.post(to_course(adoption), {"act": act, "lesson": key}).status_code == 302

    lesson.refresh_from_db()
    adoption.refresh_from_db()
    assert not lesson.live
    assert not adoption.is_following
    text = desk.get(to_course(adoption)).text
    assert "Hidden" in text
    assert text.index("911") < text.index(lesson.title)


def test_the_author_sees_what_changed_side_by_side(adoption, lesson, nora, changed, update, client_for):
    actions.adapt(page=lesson, by=nora)
    update(changed(connect_question="x", title="A title the library wrote anew", minutes=59))
    address = reverse("adopting:compare", args=[adoption.organisation_id, adoption.pk, lesson.pk])
    desk = client_for(nora)

    page = desk.get(address)
    token = next(change.token for change in actions.waiting(lesson) if change.field == "title")
    assert "wrote" in page.text
    assert lesson.title in page.text
    assert "changes to look at" in desk.get(reverse("adopting:courses", args=[adoption.organisation_id])).text
    desk.post(address, {"take": token})
    desk.post(address, {"leave": "all", "shown": shown_on(desk.get(address))})

    lesson.refresh_from_db()
    draft = lesson.get_latest_revision_as_object()
    assert draft.title == "A title the library wrote anew"
    assert draft.minutes == lesson.minutes != 59
    assert "Nothing is left to decide" in desk.get(address).text
    assert PageLogEntry.objects.filter(page=lesson, action="adopting.taken", user=nora).exists()
    assert PageLogEntry.objects.filter(page=lesson, action="adopting.left", user=nora).exists()


def test_a_stale_page_decides_nothing(adoption, lesson, nora, changed, update, client_for):
    actions.adapt(page=lesson, by=nora)
    update(changed(minutes=59))
    address = reverse("adopting:compare", args=[adoption.organisation_id, adoption.pk, lesson.pk])

    answer = client_for(nora).post(address, {"take": "of-yesterday"}, follow=True)

    assert "changed in the meantime" in answer.text
    assert len(actions.waiting(lesson)) == 1


def test_all_is_what_was_shown(adoption, lesson, nora, changed, update, client_for):
    actions.adapt(page=lesson, by=nora)
    update(changed(minutes=59))
    address = reverse("adopting:compare", args=[adoption.organisation_id, adoption.pk, lesson.pk])
    desk = client_for(nora)
    shown = shown_on(desk.get(address))
    update(changed(minutes=58, title="Another title"))

    for old in ({"take": "all", "shown": shown}, {"take": "all"}):
        assert "changed in the meantime" in desk.post(address, old, follow=True).text
    assert len(actions.waiting(lesson)) == 2

    desk.post(address, {"take": "all", "shown": shown_on(desk.get(address))})
    assert actions.waiting(lesson) == []


def test_a_change_is_taken_into_a_draft_that_is_not_complete(
    adoption, lesson, nora, changed, update, client_for
):
    actions.adapt(page=lesson, by=nora)
    draft = lesson.get_latest_revision_as_object()
    draft.connect_question = ""
    draft.save_revision(clean=False)
    update(changed(minutes=59))
    address = reverse("adopting:compare", args=[adoption.organisation_id, adoption.pk, lesson.pk])
    (change,) = actions.waiting(lesson)

    assert client_for(nora).post(address, {"take": change.token}).status_code == 302

    lesson.refresh_from_db()
    draft = lesson.get_latest_revision_as_object()
    assert (draft.minutes, draft.connect_question) == (59, "")


def test_words_are_not_given_up_for_a_lesson_that_the_library_took_back(
    adoption, lesson, paula, small_library, update, client_for
):
    actions.adapt(page=lesson, by=paula)
    update(with_lessons(small_library, lambda found: found[1:]))
    address = reverse("adopting:let_go", args=[adoption.organisation_id, adoption.pk, lesson.pk])

    answer = client_for(paula).post(address, follow=True)

    assert "has taken this back" in answer.text
    assert AdaptedPage.objects.filter(page=lesson.pk).exists()


def test_a_publisher_has_a_failed_update_tried_again(
    adoption, nora, paula, client_for, django_capture_on_commit_callbacks, monkeypatch
):
    version = LibraryCourse.objects.get(pk=adoption.course_id).version
    Adoption.objects.filter(pk=adoption.pk).update(version="old", failed_version=version)

    def down(pk):
        raise ConnectionError("The queue is down.")

    monkeypatch.setattr(tasks.bring, "delay", down)
    assert "Try again" not in client_for(nora).get(to_course(adoption)).text
    desk = client_for(paula)
    assert "Try again" in desk.get(to_course(adoption)).text
    assert "Try again" in desk.get(reverse("adopting:courses", args=[adoption.organisation_id])).text
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(to_course(adoption), {"act": "retry"}).status_code == 302

    assert Adoption.objects.due().filter(pk=adoption.pk).exists()


def test_the_list_says_where_there_is_nothing(stranger, nonprofit, client_for):
    LibraryCourse.objects.update(is_offered=False)

    assert (
        "no courses here yet"
        in client_for(stranger).get(reverse("adopting:courses", args=[nonprofit.pk])).text
    )


def test_only_the_house_sees_the_update_of_all(paula, admin_client, adoption, client_for):
    address = reverse("adopting:updates")

    assert client_for(paula).get(address).status_code in (302, 403)
    assert "1 of 1" in admin_client.get(address).text


def test_the_list_costs_the_same_for_any_number_of_organisations(
    loaded, nonprofit, small_library, paula, client_for
):
    desk, address = client_for(paula), reverse("adopting:courses", args=[loaded.pk])

    def cost():
        with CaptureQueriesContext(connection) as queries:
            desk.get(address)
        return len(queries)

    cost()
    before = cost()
    loader.load(nonprofit, library=small_library)
    cost()  # sites that changed are read anew once

    assert cost() == before


def test_every_form_of_the_page_carries_its_token(adoption, paula, client_for):
    page = client_for(paula).get(to_course(adoption)).text
    forms = re.findall(r'<form\b[^>]*method="post".*?</form>', page, re.DOTALL)

    assert len(forms) > 5
    assert all("csrfmiddlewaretoken" in form for form in forms)
