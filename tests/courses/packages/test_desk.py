"""Packages at the desk: an author brings one in, puts it into a lesson, and deletes it."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from courses.blocks import PackageBlock
from courses.carrying import leaving
from courses.packages import actions
from courses.packages.models import Package
from courses.packages.takeout import part as takeout
from courses.pages import LessonPage
from lms.organisations import roles
from lms.organisations.models import Membership
from lms.organisations.walls import scope
from lms.people.models import User
from tests.courses.packages import zips

pytestmark = pytest.mark.django_db
Role = Membership.Role


@pytest.fixture
def desk_of(clinic, staff_of, client_for):
    """Returns a browser at the clinic's desk for somebody with a role."""

    def make(role):
        user = staff_of(f"somebody-{role}", clinic, role)
        roles.sync(organisation=clinic)
        return client_for(user)

    return make


def sent(data, **more):
    return {"file": SimpleUploadedFile("package.zip", data, "application/zip"), **more}


def test_an_author_brings_a_package_in_tries_it_and_deletes_it(
    clinic, desk_of, storage, django_capture_on_commit_callbacks
):
    desk = desk_of(Role.AUTHOR)
    url = reverse("packages_desk:list", args=[clinic.pk])
    assert url in desk.get("/admin/").text

    answer = desk.post(url, sent(zips.scorm_12(), title="Refills with a game"))
    package = Package.objects.get()
    page = desk.get(answer.url)

    assert answer.url == reverse("packages_desk:show", args=[clinic.pk, package.pk])
    assert package.title == "Refills with a game"
    assert 'sandbox="allow-scripts allow-forms"' in page.text
    assert "frame-src http://packages.localhost:8000/packages/" in page.headers["Content-Security-Policy"]
    assert "No lesson has it yet" in page.text
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("packages_desk:delete", args=[clinic.pk, package.pk]))
    assert not Package.objects.exists()
    assert not [path for path in storage.rglob("*") if path.is_file()]
    done = set(ModelLogEntry.objects.values_list("action", flat=True))
    assert {"packages.brought_in", "packages.deleted"} <= done


def test_results_of_learners_go_only_by_a_publisher_who_was_told(own, package, clinic, ruth, desk_of):
    actions.begin(learner=ruth, organisation=clinic, lesson=own, package=package)
    url = reverse("packages_desk:delete", args=[clinic.pk, package.pk])
    author, publisher = desk_of(Role.AUTHOR), desk_of(Role.PUBLISHER)

    refused, page = author.post(url), publisher.get(url)

    assert refused.status_code == 403
    assert "a publisher or an admin of your organization has to delete it" in refused.text
    assert "Learners who have opened it: fewer than 10." in page.text
    assert own.title in page.text
    assert Package.objects.filter(pk=package.pk).exists()
    publisher.post(url)
    assert not Package.objects.filter(pk=package.pk).exists()


def test_a_zip_that_is_refused_is_told_of_and_leaves_nothing(clinic, desk_of, storage):
    desk = desk_of(Role.AUTHOR)

    page = desk.post(
        reverse("packages_desk:list", args=[clinic.pk]), sent(zips.scorm_12(**{"evil.exe": "x"}))
    )

    assert page.status_code == 422
    assert "“evil.exe” is a kind of file that we do not take." in page.text
    assert not Package.objects.exists()
    assert not [path for path in storage.rglob("*") if path.is_file()]


def test_a_zip_of_two_parts_becomes_two_packages(clinic, desk_of):
    answer = desk_of(Role.AUTHOR).post(
        reverse("packages_desk:list", args=[clinic.pk]), sent(zips.two_parts(), title="Both")
    )

    assert answer.url == reverse("packages_desk:list", args=[clinic.pk])
    assert {one.title for one in Package.objects.all()} == {"Both: Part one", "Both: Part two"}


def test_a_refused_and_a_waiting_package_say_how_it_stands(clinic, package, desk_of):
    desk = desk_of(Role.AUTHOR)
    url = reverse("packages_desk:show", args=[clinic.pk, package.pk])

    Package.objects.update(state=Package.State.CHECKING, read_bytes=5)
    waiting = desk.get(url)
    Package.objects.update(state=Package.State.REFUSED, fault="“a.txt” is broken", file="")
    refused = desk.get(url)

    assert '<progress class="pw-progress"' in waiting.text
    assert "<iframe" not in waiting.text
    assert "“a.txt” is broken" in refused.text
    assert "<iframe" not in refused.text


@pytest.mark.parametrize("role", [Role.ANALYST, Role.REVIEWER, Role.LEADER])
def test_who_writes_no_lessons_gets_no_packages(role, clinic, desk_of):
    assert desk_of(role).get(reverse("packages_desk:list", args=[clinic.pk])).status_code != 200


def test_an_author_chooses_among_the_organisations_own_ready_ones(
    clinic, nonprofit, package, bring, staff_of, desk_of
):
    bring(nonprofit, zips.scorm_2004())
    waiting = bring(clinic, zips.scorm_2004())[0]
    Package.objects.filter(pk=waiting.pk).update(state=Package.State.CHECKING)
    noor = staff_of("nora", clinic, Role.AUTHOR)
    roles.sync(organisation=clinic)

    with scope.entered(scope.of(noor, clinic)):
        choices = dict(PackageBlock().field.choices)

    assert [name for name in choices if name] == [str(package.key)]


def edited(page, **more):
    """A lesson's form as a browser sends it back, without what its Try step has."""
    texts = ("connect_question", "try_intro", "reflect_prompt", "plan_intro")
    lines = ("can_do", "summary", "call_instead")
    empty = ("see", "plan_when", "plan_will", "words", "sources")
    return nested_form_data(
        {"title": page.title, "slug": page.slug, "skill": page.skill, "minutes": 5}
        | {"comments": inline_formset([])}
        | dict.fromkeys(texts, "x")
        | {name: streamfield([("line", "x")]) for name in lines}
        | {name: streamfield([]) for name in empty}
        | more
    )


def test_who_may_not_choose_a_package_can_still_save_the_lesson_that_has_it(own, package, clinic, desk_of,
                                                                            client_for):  # fmt: skip
    house = client_for(User.objects.create_superuser("house@example.org", "a-long-walk-by-the-lake"))
    url = f"/admin/pages/{own.pk}/edit/"
    option = f'value=\\"{package.key}\\"'
    form = edited(own, try_it=streamfield([("package", str(package.key))]))

    page = house.get(url)
    assert (option in html.unescape(page.text), package.title in page.text) == (True, True)
    house.post(url, form | {"title": "By the house"})
    Package.objects.all().delete()
    author = desk_of(Role.AUTHOR)
    assert "A package that is not there any more" in author.get(url).text
    author.post(url, form | {"title": "By an author"})

    drafts = [one.as_object() for one in own.revisions.order_by("-pk")[:2]]
    assert [one.title for one in drafts] == ["By an author", "By the house"]
    assert [[block.value for block in one.try_it] for one in drafts] == [[str(package.key)]] * 2


def test_a_package_that_the_lesson_does_not_have_is_refused_and_anothers_title_stays_hidden(
    own, clinic, nonprofit, bring, desk_of
):
    theirs = bring(nonprofit, zips.scorm_2004())[0]
    url = f"/admin/pages/{own.pk}/edit/"
    sent_in = edited(own, title="Guessed", try_it=streamfield([("package", str(theirs.key))]))
    desk = desk_of(Role.AUTHOR)

    answer = desk.post(url, sent_in)
    own.try_it = [{"type": "package", "value": str(theirs.key)}]  # as if somebody had got around the choice
    own.save_revision()

    assert "Select a valid choice" in html.unescape(answer.text)
    assert LessonPage.objects.get(pk=own.pk).get_latest_revision_as_object().title != "Guessed"
    assert theirs.title not in desk.get(url).text


def test_the_lesson_is_named_where_the_package_stands(own, clinic, package, desk_of):
    page = desk_of(Role.AUTHOR).get(reverse("packages_desk:show", args=[clinic.pk, package.pk]))

    assert own.title in page.text


def test_a_course_leaves_without_its_packages_and_the_takeout_holds_them(own, course, clinic, package):
    files = leaving.files_of(course)
    taken = {name: data for step in takeout(clinic) for name, data in step().items()}

    assert str(package.key).encode() not in b"".join(files.values())
    with package.file.open("rb") as file:
        assert taken == {f"packages/{package.pk}-refills-by-another-tool.zip": file.read()}


def test_another_organisations_author_sees_and_changes_nothing(
    clinic, nonprofit, package, staff_of, client_for
):
    theo = staff_of("theodor", nonprofit, Role.AUTHOR)
    roles.sync(organisation=nonprofit)
    desk = client_for(theo, host="localhost")
    mine = reverse("packages_desk:list", args=[nonprofit.pk])

    asked = [
        desk.get(reverse("packages_desk:list", args=[clinic.pk])),
        desk.post(reverse("packages_desk:list", args=[clinic.pk]), sent(zips.scorm_12())),
        desk.get(reverse("packages_desk:show", args=[clinic.pk, package.pk])),
        desk.get(reverse("packages_desk:show", args=[nonprofit.pk, package.pk])),  # a guess
        desk.post(reverse("packages_desk:delete", args=[clinic.pk, package.pk])),
        desk.post(reverse("packages_desk:delete", args=[nonprofit.pk, package.pk])),
    ]

    assert desk.get(mine).status_code == 200
    assert not any(package.title in answer.text for answer in [*asked, desk.get(mine)])
    assert all(answer.status_code in (302, 403, 404) for answer in asked)
    assert list(Package.objects.all()) == [package]


def test_a_preview_leads_to_the_desk_as_a_draft_plays_nothing(own, package, clinic, desk_of, play_url):
    page = own.make_preview_request(preview_mode="try").content.decode()

    there = reverse("packages_desk:show", args=[clinic.pk, package.pk])
    assert there in page
    assert play_url not in page
    assert desk_of(Role.PUBLISHER).get(there).status_code == 200


def test_the_page_of_a_package_says_what_it_says_of_itself(clinic, bring, desk_of):
    wanted = {
        zips.cmi5(zips.COURSE_STRUCTURE.replace("AnyWindow", "OwnWindow")): (
            *("has come to its end and passed", "80 / 100", "It wants a window of its own", "start=1"),
        ),
        zips.h5p(): ("H5P.Tiny 1.0", "H5P.Base-1.0, H5P.Tiny-1.0", "has answered it, or come to its end"),
        zips.scorm_12(): ("To pass", "<dd>70</dd>"),
    }
    desk = desk_of(Role.AUTHOR)

    for data, words in wanted.items():
        package = bring(clinic, data)[0]
        page = desk.get(reverse("packages_desk:show", args=[clinic.pk, package.pk])).text
        assert [word for word in words if word not in page] == []
