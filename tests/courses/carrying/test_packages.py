"""A course as cmi5 and SCORM 1.2 packages: what is in them, what holds, and who gets them."""

import re
from xml.etree import ElementTree

import pytest
from django.core.files.images import ImageFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.html import escape
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageLogEntry

from courses import steps
from courses.carrying import archive, arriving, leaving
from courses.carrying.packages import writing
from courses.pages import LessonPage
from lms.organisations import roles
from lms.organisations.models import Membership
from sandbox_portal.scenarios import loader as scenarios
from sandbox_portal.scenarios.files import library
from tests.courses.carrying.packages import ADL, CMI5, CMI5_RULES, CP, SCORM_RULES, faults, unpacked

pytestmark = pytest.mark.django_db
KINDS = sorted(writing.KINDS)
PAGE = "01-what-a-portal-is.html"


@pytest.fixture
def noor(clinic, staff_of):
    """The clinic's author, with her rights."""
    noor = staff_of("noor", clinic, Membership.Role.AUTHOR)
    roles.sync(organisation=clinic)
    return noor


def _manifest(course, kind):
    files = unpacked(writing.write(course, kind))
    return files, ElementTree.fromstring(files[writing.KINDS[kind].NAME])


def test_the_structures_hold_what_the_specifications_ask(course):
    cmi5 = unpacked(writing.write(course, "cmi5"))["cmi5.xml"]
    scorm = unpacked(writing.write(course, "scorm-1.2"))["imsmanifest.xml"]

    assert faults(cmi5, CMI5, CMI5_RULES) == []
    assert faults(scorm, CP, SCORM_RULES) == []


@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        (b' moveOn="Completed"', b' moveOn="Seen"'),
        (b"<url>", b"<title/><url>"),
        (b'<langstring lang="en">', b"<langstring>"),
        (b"    <url>01-what-a-portal-is.html</url>\n", b""),
    ],
)
def test_the_check_finds_what_does_not_hold_in_cmi5(course, whole, broken):
    cmi5 = unpacked(writing.write(course, "cmi5"))["cmi5.xml"]

    assert whole in cmi5
    assert faults(cmi5.replace(whole, broken, 1), CMI5, CMI5_RULES)


@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        (b'adlcp:scormtype="sco"', b'scormtype="sco"'),
        (b"<schemaversion>1.2<", b"<schemaversion>2004<"),
        (b'identifierref="shared" />', b"/>"),
        (b"<resources>", b"<resources><resource/>"),
    ],
)
def test_the_check_finds_what_does_not_hold_in_scorm(course, whole, broken):
    scorm = unpacked(writing.write(course, "scorm-1.2"))["imsmanifest.xml"]

    assert whole in scorm
    assert faults(scorm.replace(whole, broken, 1), CP, SCORM_RULES)


def test_every_lesson_is_a_unit_with_names_of_its_own_that_stay(course, lesson):
    files, root = _manifest(course, "cmi5")
    units = root.findall(f"{CMI5}au")
    lesson.title = "Another title"
    lesson.save_revision().publish()
    again = _manifest(course, "cmi5")[1]

    assert [unit.findtext(f"{CMI5}url") for unit in units] == [PAGE, "02-portal-phone-visit-911.html"]
    assert all(unit.findtext(f"{CMI5}url") in files for unit in units)
    names = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(set(names)) == len(names) == 3
    assert names == [element.get("id") for element in again.iter() if element.get("id")]
    assert [text.get("lang") for text in units[0].find(f"{CMI5}title")] == ["en", "es"]
    assert "Another title" in [text.text for text in again.iter(f"{CMI5}langstring")]


def test_a_manifest_names_every_file_once_and_leads_nowhere_else(course):
    files, root = _manifest(course, "scorm-1.2")
    resources = {one.get("identifier"): one for one in root.iter(f"{CP}resource")}
    named = [one.get("href") for one in root.iter(f"{CP}file")]

    assert set(named) == set(files) - {"imsmanifest.xml"}
    for item in root.iter(f"{CP}item"):
        lesson = resources[item.get("identifierref")]
        assert lesson.get(f"{ADL}scormtype") == "sco"
        assert lesson.get("href") == lesson.find(f"{CP}file").get("href")
        assert [one.get("identifierref") for one in lesson.iter(f"{CP}dependency")] == ["shared"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_all_of_its_lesson_and_asks_nothing_of_any_other_place(course, lesson, lesson_es, kind):
    files = unpacked(writing.write(course, kind))
    page = files[PAGE].decode()

    for version in (lesson, lesson_es):
        for words in (version.title, version.connect_question, version.reflect_prompt):
            assert escape(words) in page
        assert page.count(escape(version.summary[0].value)) == 1
    assert all(page.count(f'data-step="{step}"') == 2 for step in steps.SLUGS)
    assert page.count("<dt>patient portal</dt>") == page.count("<dt>portal para pacientes</dt>") == 1
    assert lesson.plan_intro not in page  # it promises to ask again, and a package cannot
    for name in re.findall(r'(?:src|<link[^>]*href)="([^"]+)"', page):
        assert name in files
    assert "<style" not in page and not re.search(r"<script(?![^>]*src)| on\w+=|\{[#%]", page)
    assert not re.search(rb"url\(|@import|https?:", files["look.css"])
    assert b"--brand: #0a4a57" in files["look.css"]


def test_practice_leads_to_the_clinics_own_site(course):
    scenarios.load(library())
    page = unpacked(writing.write(course, "cmi5"))[PAGE].decode()
    address = "http://lakeside.localhost:8000/{0}/practice/task/"

    assert f'href="{address.format("en")}' in page and f'href="{address.format("es")}' in page
    assert "It is on the site of Lakeside Clinic." in page


def test_an_authors_picture_is_taken_along(course, lesson, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = get_image_model().objects.create(
        title="desk", file=ImageFile(get_test_image_file(), name="desk.png")
    )
    page = LessonPage.objects.get(pk=lesson.pk)
    page.see = [("picture", {"picture": image, "alt": "A desk", "caption": "Ours"})]
    page.save_revision().publish()

    files, root = _manifest(course, "scorm-1.2")

    (name,) = [name for name in files if name.startswith("pictures/")]
    assert files[name].startswith(b"\xff\xd8")
    assert f'<img src="{name}" alt="A desk"><figcaption>Ours</figcaption>' in files[PAGE].decode()
    assert name in [one.get("href") for one in root.iter(f"{CP}file")]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_lessons_make_the_same_package_and_drafts_stay_at_home(course, lesson, kind):
    before = writing.write(course, kind)
    draft = LessonPage.objects.get(pk=lesson.pk)
    draft.title = "Nobody may see this yet"
    draft.save_revision()

    assert writing.write(course, kind) == before


def test_it_costs_few_queries(course, django_assert_max_num_queries):
    writing.write(course, "cmi5")
    with django_assert_max_num_queries(45):  # 2 lessons in 2 languages
        writing.write(course, "cmi5")


def test_an_author_downloads_packages_and_it_is_written_down(course, noor, client_for):
    desk = client_for(noor)
    for name, kind in (("cmi5", "cmi5"), ("scorm", "scorm-1.2")):
        sent = desk.get(reverse(f"carrying:{name}", args=[course.pk]))

        assert sent["Content-Disposition"] == f'attachment; filename="start-here-{kind}.zip"'
        assert writing.KINDS[kind].NAME in unpacked(sent.content)
    entries = PageLogEntry.objects.filter(page=course, action="courses.carried_out", user=noor)
    assert [entry.data["form"] for entry in entries.order_by("pk")] == ["cmi5", "scorm-1.2"]


def test_a_course_of_drafts_is_not_packed(course, noor, client_for):
    course.unpublish()

    answer = client_for(noor).get(reverse("carrying:cmi5", args=[course.pk]), follow=True)

    assert "This course is not published in this language." in answer.text
    assert not PageLogEntry.objects.filter(page=course, action="courses.carried_out").exists()


def test_the_command_writes_the_same_files(course, tmp_path, capsys):
    for kind in ("archive", *KINDS):
        call_command("export_course", "lakeside", "start-here", tmp_path / kind, format=kind)
    whole = archive.packed(leaving.files_of(course))

    assert (tmp_path / "archive").read_bytes() == whole
    assert arriving.read(unpacked(whole)).course.slug == "start-here"
    assert all((tmp_path / kind).read_bytes() == writing.write(course, kind) for kind in KINDS)
    assert "start-here" not in capsys.readouterr().err
    with pytest.raises(CommandError):
        call_command("export_course", "good-neighbor", "start-here", tmp_path / "other")
    with pytest.raises(CommandError):
        call_command("export_course", "lakeside", "start-here", tmp_path / "archive")
