"""cmi5.xml and h5p.json: what they say, and what is refused with its reason."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from courses.carrying.packages import writing
from courses.packages import intake
from courses.packages.faults import PackageError
from courses.pages import LessonPage
from tests.courses.packages import zips


def judged(data):
    return intake.judge(SimpleUploadedFile("package.zip", data))[0]


def refusal(data):
    with pytest.raises(PackageError) as refused:
        judged(data)
    return " ".join(map(str, refused.value.lines))


def base(**said):
    """An H5P package whose second library says something else."""
    return zips.h5p(**{"H5P.Base-1.0/library.json": zips.library("H5P.Base", **said)})


def test_a_course_structure_says_what_its_units_are():
    one, two = judged(zips.cmi5())

    assert (one.kind, one.title, one.launch, one.query) == ("cmi5", "Part one", "one/index.html", "look=calm")
    assert one.facts == {
        "course": "https://tool.example/course",
        "unit": "https://tool.example/one",
        "move_on": "CompletedAndPassed",
        "mastery": 0.8,
        "launch_method": "AnyWindow",
        "launch_parameters": "start=1",
        "entitlement_key": "abc",
    }
    assert (two.title, two.facts["move_on"]) == ("Part two", "NotApplicable")
    with translation.override("es"):
        assert judged(zips.cmi5())[0].title == "Parte uno"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (zips.CMI5, "https://example.org/other", "does not begin with “courseStructure”"),
        ('<course id="https://tool.example/course">', "<course>", "“id” is missing"),
        ('id="https://tool.example/one"', 'id="one"', "its “id” is no address"),
        (
            "https://tool.example/two",
            "https://tool.example/one",
            "has the name “https://tool.example/one” twice",
        ),
        ('moveOn="CompletedAndPassed"', 'moveOn="Seen"', "“moveOn” is one of NotApplicable, Passed"),
        ('masteryScore="0.8"', 'masteryScore="80"', "“masteryScore” is a number from 0 to 1"),
        ('masteryScore="0.8"', 'masteryScore="nan"', "“masteryScore” is a number from 0 to 1"),
        ('launchMethod="AnyWindow"', 'launchMethod="Frame"', "“launchMethod” is one of AnyWindow, OwnWindow"),
        ('launchMethod="AnyWindow"', 'color="red"', "“color” does not belong there"),
        ("<url>two.html</url>", "", "“url” is missing"),
        ("<url>two.html</url>", "<url> </url>", "it is empty"),
        ("<url>two.html</url>", "<url>gone.html</url>", "no such file is in the zip"),
        ("<url>two.html</url>", "<url>../two.html</url>", "is not inside the package"),
        ("<url>two.html</url>", "<url>https://tool.example/two.html</url>", "on another website"),
        ("<url>two.html</url>", "<url>two.html?actor=me</url>", "too much behind the address"),
        ("<url>two.html</url>", "<url>two.html</url><title/>", "“title” does not belong there"),
        ("<langstring>More</langstring>", "More", "“langstring” is missing"),
        ("<entitlementKey>abc</entitlementKey>", "<extra/>", "“extra” does not belong there"),
        (
            "<courseStructure",
            "<!DOCTYPE x [<!ENTITY a 'a'>]><courseStructure",
            "has entities or a document type",
        ),
        ("</courseStructure>", "", "cannot be read"),
    ],
)
def test_a_course_structure_that_breaks_the_schema_is_refused_by_its_place(old, new, words):
    assert old in zips.COURSE_STRUCTURE

    assert words in refusal(zips.cmi5(zips.COURSE_STRUCTURE.replace(old, new)))


def test_what_a_tool_adds_of_its_own_may_stand_at_the_end():
    more = '<own:more xmlns:own="https://tool.example/ns" own:x="1"><own:y/></own:more></au>'
    structure = zips.COURSE_STRUCTURE.replace("</au>", more)

    assert len(judged(zips.cmi5(structure))) == 2


@pytest.mark.django_db
def test_our_own_cmi5_export_comes_in_a_unit_for_each_lesson(clinic, course, bring):
    lessons = LessonPage.objects.live().child_of(course).order_by("path")

    packages = bring(clinic, writing.write(course, "cmi5"))

    assert [one.title for one in packages] == [page.title for page in lessons]
    assert {one.facts["move_on"] for one in packages} == {"Completed"}
    assert all(one.is_ready for one in packages)


def test_an_h5p_package_loads_each_library_after_those_it_needs():
    (one,) = judged(zips.h5p())

    assert (one.kind, one.title, one.launch) == ("h5p", "Results, with H5P", "~h5p.html")
    assert one.facts["library"] == "H5P.Tiny 1.0"
    assert one.facts["scripts"] == ["H5P.Base-1.0/base.js", "H5P.Tiny-1.0/js/tiny.js"]
    assert one.facts["styles"] == ["H5P.Tiny-1.0/tiny.css"]
    assert one.facts["folders"] == {"H5P.Base-1.0": "H5P.Base-1.0", "H5P.Tiny-1.0": "H5P.Tiny-1.0"}


def test_libraries_that_need_each_other_come_to_an_end():
    circle = {"H5P.Base-1.0/library.json": zips.library("H5P.Base", needs=["H5P.Tiny"])}

    assert judged(zips.h5p(**circle))[0].facts["scripts"] == ["H5P.Tiny-1.0/js/tiny.js"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zips.h5p(main="H5P.SpeakTheWords"), "it needs the microphone"),
        (zips.h5p(main="H5P.IFrameEmbed"), "it shows another website"),
        (
            zips.h5p({"files": [{"path": "x", "mime": "video/YouTube"}]}),
            "lies on another website",
        ),
        (zips.h5p({"file": {"path": "https://example.org/x.mp4"}}), "lies on another website"),
        (
            base(version="1.1"),
            "“H5P.Base 1.0” is not in",
        ),
        (zips.h5p(**{"h5p.json": "[]"}), "“h5p.json” cannot be read"),
        (zips.h5p(**{"h5p.json": "{}"}), "does not say what is played"),
        (zips.h5p(**{"h5p.json": '{"title": "a\\u0000b"}'}), "“h5p.json” cannot be read"),
        (zips.h5p(**{"h5p.json": '{"title": "a\\ud800b"}'}), "“h5p.json” cannot be read"),
        (base(preloadedJs={"path": "base.js"}), "“H5P.Base-1.0/library.json” cannot be read"),
        (base(machineName="H5P.<b>"), "“H5P.Base-1.0/library.json” cannot be read"),
        (zips.h5p(**{"content/content.json": "{"}), "“content/content.json” cannot be read"),
        (zips.h5p(**{"H5P.Base-1.0/library.json": "[" * 5000}), "“H5P.Base-1.0/library.json” cannot be read"),
        (
            zips.h5p(
                **{"H5P.Base-1.0/library.json": zips.library("H5P.Base", preloadedJs=[{"path": "no.js"}])}
            ),
            "“H5P.Base-1.0/no.js” is missing",
        ),
        (
            zips.h5p(
                **{
                    "H5P.Base-1.0/library.json": zips.library(
                        "H5P.Base", preloadedJs=[{"path": "../../x.js"}]
                    )
                }
            ),
            "“../x.js” is missing",
        ),
        (zips.zipped({"my/h5p.json": "{}"}), "“h5p.json” lies in the folder “my”"),
        (zips.zipped({"my/cmi5.xml": "<x/>"}), "“cmi5.xml” lies in the folder “my”"),
    ],
)
def test_what_cannot_be_played_is_refused_with_its_reason(data, words):
    assert words in refusal(data)
