"""A course leaves one organisation's site and arrives in another's, and nothing is lost on the way."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.images import ImageFile
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale

from courses.activities.models import Activity
from courses.carrying import archive, arriving, leaving, schema
from courses.library_loader import activity_schema, activity_texts, files, loader, pieces
from courses.library_loader.prose import marked, paragraph
from courses.library_loader.schema import Film
from courses.pages import CourseIndexPage, LessonPage
from lms.organisations import roles
from sandbox_portal.scenarios import loader as scenarios
from sandbox_portal.scenarios.files import library
from sandbox_portal.scenarios.models import Scenario

DRAWN = {"shows": [{"bar": "Messages"}], "alt": "A list.", "caption": "She opens it."}
PICTURE = {"drawing": "envelope", "alt": "A letter.", "caption": "It is sent."}


@pytest.fixture
def publisher(nonprofit):
    return get_user_model().objects.create_superuser("carrier@example.org", "secret-words-1")


@pytest.fixture
def elsewhere(nonprofit):
    """The nonprofit's lists of courses by language; the practice tasks that the lessons lead to are there."""
    scenarios.load([path for path in library() if path.stem in ("message-side-effect", "message-must-call")])
    loader.frame(nonprofit)
    roles.sync(organisation=nonprofit)
    homes = [home.pk for home in roles.homes(nonprofit)]
    found = CourseIndexPage.objects.select_related("locale")
    return {page.locale.language_code: page for page in found if page.get_parent().pk in homes}


def _carry(course, parents, organisation, user):
    parcel = arriving.read(leaving.files_of(course))
    return arriving.put(parcel, parents=parents, organisation=organisation, user=user)


@pytest.mark.django_db
def test_a_course_of_the_library_leaves_as_the_library_wrote_it(course, small_library):
    parcel = arriving.read(leaving.files_of(course))

    for language, lessons in small_library.courses[0].lessons.items():
        for lesson in lessons:
            left = parcel.lessons[lesson.slug, language]
            assert left.model_dump(exclude={"address", "try_", "drawing"}) == lesson.model_dump(
                exclude={"try_", "drawing"}
            ) | {"see": left.model_dump()["see"]}
            assert [(item.kind, item.value) for item in left.see] == [
                (item.kind, item.value) for item in lesson.see
            ]
            assert left.try_.model_dump(exclude={"order"}) == lesson.try_.model_dump()
            assert left.drawing.model_dump() == lesson.drawing.model_dump()
    for key, activity in parcel.activities.items():
        known = small_library.activities[key]
        assert (activity.kind, activity.skill, activity.texts) == (known.kind, known.skill, known.texts)


@pytest.mark.django_db
def test_every_activity_of_the_whole_library_is_written_as_it_was_read(loaded):
    library = files.read()
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    found = pieces.load(library, locales)

    for key, activity in library.activities.items():
        reference = found["activity", key, "en"]
        for language, text in activity.texts.items():
            written = activity_texts.text(found["activity", key, language], reference)
            assert activity_schema.TEXTS[activity.kind].model_validate(written) == text, key


@pytest.mark.django_db
def test_it_arrives_elsewhere_as_drafts_and_leaves_again_the_same(course, elsewhere, nonprofit, publisher):
    before = leaving.files_of(course)

    arrived = _carry(course, elsewhere, nonprofit, publisher)

    assert set(arrived.courses) == {"en", "es"}
    assert arrived.lessons == 4
    assert arrived.made == 0  # facts and activities are the open library's: here as well
    assert arrived.left_out == []
    assert not LessonPage.objects.child_of(arrived.courses["en"]).live().exists()
    assert leaving.files_of(arrived.courses["es"]) == before


@pytest.mark.django_db
def test_what_an_author_wrote_arrives_word_for_word(lesson, elsewhere, nonprofit, publisher, clinic):
    roles.sync(organisation=clinic)
    _write(lesson, clinic)
    course = lesson.get_parent().specific
    before = leaving.files_of(course)

    arrived = _carry(course, elsewhere, nonprofit, publisher)

    assert leaving.files_of(arrived.courses["en"]) == before
    there = LessonPage.objects.child_of(arrived.courses["en"]).get(slug="our-own-way")
    assert there.title == "Ask *us*"
    own = next(block.value for block in there.see if block.block_type == "check")
    assert own.organisation == nonprofit
    assert [option.value["key"] for option in own.options] == ["a", "b"]
    picture = next(block.value["picture"] for block in there.see if block.block_type == "picture")
    assert picture.collection == nonprofit.collection
    assert arrived.made == 1


@pytest.mark.django_db
def test_a_task_that_is_not_there_is_left_out_and_named(course, elsewhere, nonprofit, publisher):
    Scenario.objects.all().delete()

    arrived = _carry(course, elsewhere, nonprofit, publisher)

    assert any("message-must-call" in line for line in arrived.left_out)
    lesson = LessonPage.objects.child_of(arrived.courses["en"]).get(slug="portal-phone-visit-911")
    assert "scenario" not in [block.block_type for block in lesson.try_it]


@pytest.mark.django_db
def test_a_second_arrival_uses_what_the_first_one_brought(lesson, elsewhere, nonprofit, publisher, clinic):
    roles.sync(organisation=clinic)
    _write(lesson, clinic)
    course = lesson.get_parent().specific
    _carry(course, elsewhere, nonprofit, publisher)

    again = _carry(course, elsewhere, nonprofit, publisher)

    assert again.made == 0
    assert Activity.objects.filter(organisation=nonprofit).count() == 1
    assert get_image_model().objects.filter(collection=nonprofit.collection).count() == 1
    assert again.courses["en"].slug == "start-here-2"


def _write(lesson, clinic):
    """The clinic's author changes the lesson, with a question and a picture of their own."""
    from courses.activities.choice.models import Choice

    options = [
        ("option", {"key": key, "text": f"Answer {key}", "is_right": key == "a", "feedback": "So it is."})
        for key in "ab"
    ]
    own = Choice.objects.create(
        key="our-question", locale=lesson.locale, organisation=clinic, prompt="Which?", skill="", live=True,
        options=options,
    )  # fmt: skip
    picture = get_image_model().objects.create(
        title="Our desk", file=ImageFile(get_test_image_file(), "desk.png"), collection=clinic.collection
    )
    lesson.title, lesson.slug, lesson.drawing, lesson.drawing_alt = "Ask *us*", "our-own-way", "", ""
    lesson.see = [
        (
            "paragraph",
            '<p>Call <b>us</b> at <a href="tel:+15550100">555-0100</a>.</p><p>Or **write** \\ so.</p>',
        ),
        ("picture", {"picture": picture, "alt": "A desk", "caption": ""}),
        ("check", own),
        ("do_dont", {"do": ["Ask"], "dont": ["Wait"]}),
        (
            "timeline",
            {"title": "How", "moments": [{"when": year, "what": "So"} for year in ("1990", "2021")]},
        ),
        ("film", Film(title="One message", scenes=[DRAWN, DRAWN, PICTURE]).told()),
    ]
    lesson.try_it = [("scenario", "message-side-effect"), ("activity", own)]
    lesson.save_revision().publish()


@pytest.mark.parametrize(
    "text",
    [
        "Plain words.",
        "**Bold** and [a link](https://example.org/a?b=1&c=2).",
        "One paragraph.\n\nAnother one.\nA new line.",
        r"A \*\*star\*\* and \[no link](https://example.org), and a \\[sign].",
    ],
)
def test_marks_survive_the_way_there_and_back(text):
    assert marked(paragraph(text)) == text


def test_a_mark_that_is_a_plain_sign_stays_one():
    assert "<b>" not in paragraph(marked("<p>Two ** stars ** here</p>"))
    assert "<a" not in paragraph(marked("<p>[no](https://example.org)</p>"))


def test_equal_files_make_equal_archives():
    one = {"course.yaml": b"a: 1", "portalwise.yaml": b"b: 2"}

    assert archive.packed(one) == archive.packed(dict(reversed(one.items())))
    assert schema.FORMAT == 1
