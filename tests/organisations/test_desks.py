"""The authors' desk: what each role may do, and the way of a page from author to publisher."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from wagtail.images.models import Image
from wagtail.models import GroupPagePermission, WorkflowPage
from wagtail.test.utils.form_data import nested_form_data, streamfield

from courses.pages import LessonPage
from lms.organisations import memberships, roles
from lms.organisations.models import Membership
from lms.organisations.walls import scope
from lms.people.models import User
from tests.organisations import tenants
from tests.organisations.test_walls import lesson_form

Role = Membership.Role


def changed(desk, lesson, **more):
    return lesson_form(desk, lesson) | nested_form_data(
        {
            "see": streamfield([("heading", "changed")]),
            "try_it": streamfield([("activity", str(lesson.try_it[0].value.pk))]),
        }
        | more
    )


@pytest.fixture
def free_lesson(numbat):
    """A lesson of the tenant's that nobody is reviewing."""
    lesson = numbat.own.course.add_child(
        instance=LessonPage(
            title="a free lesson", slug="free", **tenants.lesson_fields("free", numbat.own.pieces)
        )
    )
    lesson.save_revision().publish()
    return LessonPage.objects.get(pk=lesson.pk)


def may(user, page):
    found = page.permissions_for_user(User.objects.get(pk=user.pk))
    return {
        "edit": found.can_edit(),
        "submit": found.can_edit() and found.can_submit_for_moderation(),
        "publish": found.can_publish(),
        "delete": found.can_delete(),
    }


def test_an_author_writes_and_submits_and_does_not_publish(numbat, free_lesson):
    assert may(numbat.people["author"], free_lesson) == {
        "edit": True, "submit": True, "publish": False, "delete": False,
    }  # fmt: skip


def test_a_publisher_publishes(numbat, free_lesson):
    assert may(numbat.people["publisher"], free_lesson)["publish"]


@pytest.mark.parametrize("role", ["analyst", "admin"])
def test_who_is_neither_author_nor_publisher_writes_nothing(role, numbat, free_lesson):
    assert not any(may(numbat.people[role], free_lesson).values())


def test_both_languages_trees_are_an_authors(numbat):
    author = User.objects.get(pk=numbat.people["author"].pk)

    assert [home.permissions_for_user(author).can_edit() for home in numbat.homes.values()] == [True, True]


def test_an_analyst_finds_statements_at_the_desk_and_nothing_to_write(numbat, desk_of):
    desk = desk_of(numbat, "analyst")
    found = set(re.findall(r'"url": "(/admin/[^"]*)"', desk.get("/admin/").content.decode()))

    assert f"/admin/records/{numbat.organisation.pk}/" in found
    assert not [address for address in found if "images" in address or "snippets" in address]
    assert f"/admin/records/{numbat.organisation.pk}/clients/" not in found
    assert f"/admin/people/{numbat.organisation.pk}/" not in desk.get("/admin/").content.decode()


def test_a_visitor_is_asked_to_sign_in(client, db):
    assert "login" in client.get("/admin/").headers["Location"]


def test_syncing_again_changes_nothing(numbat):
    before = (
        list(GroupPagePermission.objects.order_by("pk").values()),
        list(Group.objects.order_by("pk").values("name", "permissions")),
        list(WorkflowPage.objects.order_by("pk").values()),
        numbat.organisation.collection_id,
    )

    roles.sync(organisation=numbat.organisation)

    assert before == (
        list(GroupPagePermission.objects.order_by("pk").values()),
        list(Group.objects.order_by("pk").values("name", "permissions")),
        list(WorkflowPage.objects.order_by("pk").values()),
        numbat.organisation.collection_id,
    )


def test_a_role_that_is_taken_away_allows_nothing_any_more(numbat, free_lesson, desk_of):
    desk, author = desk_of(numbat, "author"), numbat.people["author"]

    memberships.remove(organisation=numbat.organisation, user=author, role=Role.AUTHOR, by=None)

    assert not any(may(author, free_lesson).values())
    assert desk.get("/admin/").status_code == 403


def test_the_last_admin_stays(numbat):
    with pytest.raises(memberships.LastAdmin):
        memberships.remove(
            organisation=numbat.organisation, user=numbat.people["admin"], role=Role.ADMIN, by=None
        )

    assert Membership.objects.filter(organisation=numbat.organisation, role=Role.ADMIN).exists()


def test_a_page_goes_from_author_to_publisher(numbat, quokka, free_lesson, desk_of):
    author, publisher = desk_of(numbat, "author"), desk_of(numbat, "publisher")
    mail.outbox.clear()

    author.post(
        f"/admin/pages/{free_lesson.pk}/edit/",
        changed(author, free_lesson, title="ready to read", **{"action-submit": "1"}),
    )
    free_lesson.refresh_from_db()
    state = free_lesson.current_workflow_task_state
    before = free_lesson.title
    asked = [(message.to, message.alternatives) for message in mail.outbox]
    publisher.post(f"/admin/pages/workflow/action/{free_lesson.pk}/approve/{state.pk}/", {})

    free_lesson.refresh_from_db()
    assert (before, free_lesson.title) == ("a free lesson", "ready to read")
    assert asked == [(["publisher@numbat.example"], [])]
    assert mail.outbox[-1].to == ["author@numbat.example"]


def test_an_author_who_asks_for_publishing_saves_a_draft(numbat, free_lesson, desk_of):
    desk = desk_of(numbat, "author")

    desk.post(
        f"/admin/pages/{free_lesson.pk}/edit/",
        changed(desk, free_lesson, title="too soon", **{"action-publish": "1"}),
    )

    free_lesson.refresh_from_db()
    assert free_lesson.title == "a free lesson"


def test_an_author_adds_pictures_to_the_organisations_collection_only(numbat, quokka, desk_of):
    response = desk_of(numbat, "author").post(
        "/admin/images/add/",
        {"title": "new", "file": tenants.picture("new.png"), "collection": quokka.own.collection.pk},
    )

    made = Image.objects.filter(title="new").values_list("collection", flat=True)
    assert response.status_code in (200, 302)
    assert quokka.own.collection.pk not in made


@pytest.mark.parametrize("role", ["author", "publisher", "analyst", "admin"])
def test_the_menu_has_no_dead_ends(role, numbat, desk_of):
    desk = desk_of(numbat, role)
    props = desk.get("/admin/").content.decode()

    found = {
        address for address in re.findall(r'"url": "(/admin/[^"]*)"', props)
        if "logout" not in address
    }  # fmt: skip

    assert {address: desk.get(address, follow=True).status_code for address in found} == dict.fromkeys(
        found, 200
    )
    assert "/admin/account/" in found


@pytest.mark.parametrize("role", ["author", "publisher"])
def test_who_writes_is_told_that_no_clinician_has_reviewed_it(role, numbat, desk_of):
    page = desk_of(numbat, role).get("/admin/").content.decode()

    assert "No clinician has reviewed this content" in page
    assert "warning signs" in page
    assert "numbat house" in page


class TestThePeoplePage:
    def address(self, tenant, more=""):
        return f"/admin/people/{tenant.organisation.pk}/{more}"

    def test_an_admin_takes_a_role(self, numbat, desk_of):
        person = User.objects.create_user("new@example.org")
        given = memberships.add(organisation=numbat.organisation, user=person, role="author", by=None)
        groups = list(person.groups.values_list("name", flat=True))

        desk_of(numbat, "admin").post(self.address(numbat, f"remove/{given.pk}/"))

        assert groups == ["numbat house: authors"]
        assert not Membership.objects.filter(user=person).exists()
        assert not person.groups.exists()

    @pytest.mark.parametrize("role", ["author", "publisher"])
    def test_others_may_not_look(self, role, numbat, desk_of):
        assert desk_of(numbat, role).get(self.address(numbat)).status_code == 302

    def test_an_admin_of_another_organisation_gives_nobody_a_role(self, numbat, quokka, desk_of):
        User.objects.create_user("new@example.org")

        desk_of(numbat, "admin").post(
            self.address(quokka, "add/"), {"email": "new@example.org", "role": "admin"}
        )

        assert not Membership.objects.filter(user__email="new@example.org").exists()


@pytest.mark.django_db
def test_a_chooser_forgets_the_desk_that_used_it_before(numbat, quokka):
    block = LessonPage._meta.get_field("see").stream_block.child_blocks["fact"]
    for own, other in ((numbat, quokka), (quokka, numbat)):
        with scope.entered(scope.of(own.people["author"])):
            assert block.clean(own.own.pieces["factcard"]) == own.own.pieces["factcard"]
            with pytest.raises(ValidationError):
                block.clean(other.own.pieces["factcard"])
