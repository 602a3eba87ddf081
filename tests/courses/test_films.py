"""A film of scenes: a poster and a list without script, alike in both languages, told, captioned, carried."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from pydantic import ValidationError
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from courses.blocks import SceneBlock
from courses.carrying.leaving import _scene
from courses.library_check import checking
from courses.library_loader import files
from courses.library_loader.schema import Film, Scene
from courses.plain_language import page_words, report
from courses.takeaway import content

LINES = [{"bar": "Messages"}, {"button": "New message", "at": 1}]
DRAWN = {"shows": LINES, "alt": "A list of messages.", "caption": "She opens Messages."}
PICTURE = {"drawing": "envelope", "alt": "A letter in its envelope.", "caption": "It is on its way."}
WHOLE = {"title": "One message", "scenes": [DRAWN, PICTURE, DRAWN | {"caption": "She looks again."}]}
LESSONS = ("write-a-good-message", "read-a-test-result", "one-adult-helps-another")


@pytest.fixture
def shown():
    return render_to_string("courses/blocks/film.html", {"value": Film(**WHOLE).told()})


def test_without_script_it_is_a_poster_and_a_numbered_list(shown):
    stage, rest = shown.split('<div class="film__bar no-print" hidden>')
    player, transcript = rest.split("<ol>")

    assert stage.count("now") == 1 and 'class="screen phone now"' in stage
    assert "She looks again." not in stage and 'aria-hidden="true"' in stage
    assert [transcript.index(scene["caption"]) for scene in WHOLE["scenes"]] == sorted(
        transcript.index(scene["caption"]) for scene in WHOLE["scenes"]
    )
    assert all(scene["alt"] in transcript for scene in WHOLE["scenes"])
    assert "data-film-play" in player


def test_it_is_a_group_with_a_name_and_tells_politely(shown):
    assert 'role="group" aria-label="Film: One message"' in shown
    assert '<div class="film__caption" role="status">She opens Messages.</div>' in shown
    assert "style=" not in shown and "<script" not in shown and "autoplay" not in shown


@pytest.mark.parametrize(
    "scene",
    [
        {"alt": "Nothing.", "caption": "Nothing is shown."},
        DRAWN | {"drawing": "envelope"},
        DRAWN | {"alt": ""},
        DRAWN | {"caption": ""},
        DRAWN | {"caption": "word " * 30},
    ],
)
def test_a_scene_shows_one_thing_is_told_and_has_one_short_caption(scene):
    with pytest.raises(ValidationError):
        Scene(**scene)


@pytest.mark.parametrize("count", [2, 9])
def test_a_film_has_three_to_eight_scenes(count):
    with pytest.raises(ValidationError):
        Film(title="Too short, too long", scenes=[DRAWN] * count)


@pytest.mark.parametrize("scene", [Scene(**DRAWN), Scene(**PICTURE)])
def test_it_is_carried_to_another_site_and_back(scene):
    assert Scene(**_scene(scene.told())) == scene


@pytest.mark.parametrize("change", [{"shows": []}, {"drawing": "envelope"}])
def test_the_desk_refuses_a_scene_that_shows_nothing_or_two_things(change):
    block = SceneBlock()

    block.clean(block.to_python(Scene(**DRAWN).told()))
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python(Scene(**DRAWN).told() | change))

    assert "drawing" in refused.value.block_errors


@pytest.mark.django_db
def test_too_few_scenes_are_refused_at_the_desk(lesson):
    told = Film(**WHOLE).told()
    lesson.see = [("film", told | {"scenes": told["scenes"][:2]})]

    with pytest.raises(StreamBlockValidationError):
        lesson.see.stream_block.clean(lesson.see)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("part", "words"),
    [("alt", "A scene of a film has no description"), ("caption", "A scene of a film has no caption")],
)
def test_a_scene_without_words_holds_the_page_back(lesson, part, words):
    told = Film(**WHOLE).told()
    lesson.see = [("film", told)]
    assert not [stop for stop in report.of(lesson).stops if "film" in stop.text]

    told["scenes"][1][part] = " "
    lesson.see = [("film", told)]

    assert [stop.text for stop in report.of(lesson).stops if words in stop.text]


@pytest.mark.django_db
def test_its_captions_are_read_and_its_drawn_lines_are_not(lesson):
    lesson.see = [("film", Film(**WHOLE).told())]

    words = page_words.of(lesson).blocks["see"]

    assert "She looks again." in words and "A list of messages." in words
    assert "New message" not in words and "phone" not in words and "envelope" not in words.split()


@pytest.mark.django_db
def test_it_goes_along_on_paper_as_its_captions(lesson):
    lesson.see = [("film", Film(**WHOLE).told())]

    parts = [part for block in lesson.see for part in content._parts(block)]

    assert [(part.kind, part.lines) for part in parts] == [
        ("heading", ("One message",)),
        ("steps", ("She opens Messages.", "It is on its way.", "She looks again.")),
    ]


@pytest.mark.django_db
def test_its_script_is_loaded_only_where_it_stands(lesson, url):
    client = Client(HTTP_HOST="lakeside.localhost")
    without = client.get(f"{url}see/").content.decode()
    lesson.see = [*lesson.see.raw_data, {"type": "film", "value": Film(**WHOLE).told()}]
    assert any(block.block_type == "check" for block in lesson.see)  # a question, shown to each on their own
    lesson.save_revision().publish()
    having = client.get(f"{url}see/").content.decode()

    assert "js/film" not in without and lesson.title in without
    assert having.count("js/film") == 1 and "Film: One message" in having


@pytest.fixture(scope="module")
def lessons():
    """{slug: {language: lesson}} of the open library's lessons with a film."""
    found = {}
    for course in files.read().courses:
        for language, several in course.lessons.items():
            for one in several:
                if any(item.kind == "film" for item in one.see):
                    found.setdefault(one.slug, {})[language] = one
    return found


def test_the_library_shows_a_way_through_a_task_in_both_languages(lessons):
    assert set(lessons) >= set(LESSONS)
    for both in lessons.values():
        assert checking._outline(both["en"]) == checking._outline(both["es"])


def test_a_language_with_another_scene_lags(lessons):
    english, spanish = lessons[LESSONS[0]]["en"], lessons[LESSONS[0]]["es"]
    at = next(number for number, item in enumerate(spanish.see) if item.kind == "film")
    shorter = spanish.see[at].value.model_copy(update={"scenes": spanish.see[at].value.scenes[:-1]})
    see = [*spanish.see]
    see[at] = see[at].model_copy(update={"film": shorter})

    assert checking._outline(english) != checking._outline(spanish.model_copy(update={"see": see}))


def test_a_drawing_that_is_none_leads_nowhere(lessons):
    lesson = lessons["one-adult-helps-another"]["en"]
    at = next(number for number, item in enumerate(lesson.see) if item.kind == "film")
    lost = lesson.see[at].value.scenes[0].model_copy(update={"drawing": "no-such"})
    film = lesson.see[at].value.model_copy(update={"scenes": [lost, *lesson.see[at].value.scenes[1:]]})
    see = [*lesson.see]
    see[at] = see[at].model_copy(update={"film": film})

    found = checking._lost(lesson.model_copy(update={"see": see}), set(lesson.try_.scenarios))

    assert [finding.text for finding in found] == ["drawing no-such"]
