"""Carrying courses at the desk: who may, what is refused and how it is told."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import PageLogEntry

from courses.carrying import archive, arriving, leaving
from courses.library_loader import loader
from courses.pages import CourseIndexPage, CoursePage, LessonPage
from lms.organisations import roles
from lms.organisations.models import Membership


@pytest.fixture
def nora(clinic, staff_of):
    """The clinic's author, with her rights."""
    nora = staff_of("nora", clinic, Membership.Role.AUTHOR)
    roles.sync(organisation=clinic)
    return nora


@pytest.fixture
def stranger(nonprofit, staff_of):
    """Another organisation's author."""
    loader.frame(nonprofit)
    stranger = staff_of("stranger", nonprofit, Membership.Role.AUTHOR)
    roles.sync(organisation=nonprofit)
    return stranger


def _zip(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parcel:
        for name, data in files.items():
            parcel.writestr(name, data)
    return SimpleUploadedFile("course.zip", out.getvalue(), "application/zip")


def _lines(error):
    return " ".join(error.value.lines)


@pytest.mark.django_db
def test_an_author_downloads_a_course_and_brings_it_in_again(course, nora, client_for):
    desk = client_for(nora)
    index = course.get_parent()
    assert reverse("carrying:forms", args=[course.pk]) in desk.get(f"/admin/pages/{course.pk}/edit/").text
    forms = desk.get(reverse("carrying:forms", args=[course.pk])).text
    assert all(reverse(f"carrying:{name}", args=[course.pk]) in forms for name in ("out", "cmi5", "scorm"))

    sent = desk.get(reverse("carrying:out", args=[course.pk]))
    answer = desk.post(
        reverse("carrying:arrive", args=[index.pk]),
        {"file": SimpleUploadedFile("course.zip", sent.content, "application/zip")},
    )

    again = CoursePage.objects.get(slug="start-here-2", locale=course.locale)
    assert answer.url == reverse("wagtailadmin_explore", args=[again.pk])
    assert not again.live
    assert again.owner == nora
    assert PageLogEntry.objects.filter(page=again, action="courses.carried_in", user=nora).exists()
    assert PageLogEntry.objects.filter(page=course, action="courses.carried_out", user=nora).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_carries_it(course, stranger, client_for, method):
    index = course.get_parent()
    outward = [reverse(f"carrying:{name}", args=[course.pk]) for name in ("out", "forms", "cmi5", "scorm")]
    for url in (*outward, reverse("carrying:arrive", args=[index.pk])):
        answer = getattr(client_for(stranger), method)(url)
        assert answer.status_code in (302, 403, 404, 405), url
        assert b"PK" not in answer.content[:2]
        assert course.title not in answer.text
    assert CoursePage.objects.in_language("en").count() == 1


@pytest.mark.django_db
def test_a_file_that_does_not_hold_says_where(course, nora, client_for):
    files = leaving.files_of(course)
    name = next(one for one in files if one.startswith("01-") and one.endswith(".en.yaml"))
    broken = files | {
        name: files[name].replace(b"minutes: 6", b"minutes: many").replace(b"fact: ", b"fact: no-")
    }
    url = reverse("carrying:arrive", args=[course.get_parent().pk])

    page = client_for(nora).post(url, {"file": _zip(broken)})

    assert page.status_code == 200
    assert f"{name}: minutes" in page.text
    assert CoursePage.objects.in_language("en").count() == 1


@pytest.mark.django_db
def test_a_picture_that_is_none_leaves_nothing_behind(lesson, clinic, nora):
    roles.sync(organisation=clinic)
    course = lesson.get_parent().specific
    files = leaving.files_of(course)
    name = next(one for one in files if one.startswith("01-") and one.endswith(".en.yaml"))
    see = b"see:\n- picture:\n    file: a.png\n    alt: A desk\n"
    files |= {name: files[name].replace(b"see:\n", see, 1), "pictures/a.png": b"<svg onload='alert(1)'/>"}
    before = LessonPage.objects.count()
    index = CourseIndexPage.objects.select_related("locale").get(pk=course.get_parent().pk)
    parents = {
        page.locale.language_code: page
        for page in CourseIndexPage.objects.filter(translation_key=index.translation_key)
    }

    with pytest.raises(archive.ParcelError) as error:
        arriving.put(arriving.read(files), parents=parents, organisation=clinic, user=nora)

    assert "pictures/a.png" in _lines(error)
    assert LessonPage.objects.count() == before


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"../secret.yaml": "a: 1"}, "does not belong"),
        ({"pictures/a.svg": "<svg/>"}, "does not belong"),
        ({"index.html": "<script>"}, "does not belong"),
        ({f"a{number}.yaml": "" for number in range(archive.MOST_FILES + 1)}, "more than"),
        ({"a.yaml": b"0" * (archive.MOST_UNPACKED + 1)}, "larger than"),
    ],
)
def test_an_archive_with_anything_else_is_refused(files, words):
    with pytest.raises(archive.ParcelError) as error:
        archive.unpacked(_zip(files))

    assert words in _lines(error)


def test_an_archive_that_was_damaged_on_its_way_is_refused():
    file = _zip({"a.yaml": "a: 1\n" * 500})
    whole = bytearray(file.read())
    whole[40:60] = b"\xff" * 20

    with pytest.raises(archive.ParcelError) as error:
        archive.unpacked(SimpleUploadedFile("a.zip", bytes(whole)))

    assert "Export the course once more" in _lines(error)


def test_what_is_no_archive_is_refused():
    with pytest.raises(archive.ParcelError):
        archive.unpacked(SimpleUploadedFile("a.zip", b"hello"))


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"portalwise.yaml": b"[]"},
        {"portalwise.yaml": b"\xff\xfe"},
        {"portalwise.yaml": b"!!python/object/apply:os.system ['true']"},
        {"portalwise.yaml": b"a: &a [x, x]\nb: &b [*a, *a]\nkind: [*b, *b]"},
        {"portalwise.yaml": b"format: 2\nkind: course\nslug: a\nlanguages: [en]"},
        {
            "portalwise.yaml": b"format: 1\nkind: course\nslug: a\nlanguages: [en]",
            "course.yaml": b"slug: a\nen: 3",
            "activities.yaml": b"- 1",
            "facts.yaml": b"a: [1",
        },
    ],
)
def test_files_that_do_not_hold_are_told_and_never_an_error(files):
    with pytest.raises(archive.ParcelError) as error:
        arriving.read(files)

    assert error.value.lines
