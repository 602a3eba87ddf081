"""Kinds with more to them: several answers, pairs, gaps, places on a picture, a story, cards to turn."""

import random

import pytest

from analytics.lrs.models import Statement
from courses.activities.fill_in.marking import key_of, plain
from courses.activities.fill_in.models import FillIn
from courses.activities.flash_cards.models import FlashCards
from courses.activities.hot_spots.models import HotSpots
from courses.activities.matching.models import Matching
from courses.activities.models import Activity
from courses.activities.several.models import Several
from courses.activities.story.models import Story
from courses.activities.story.telling import faults
from courses.library_loader import activities, files
from courses.progress.models import ActivityAnswer

pytestmark = pytest.mark.django_db


def _option(key, is_right):
    return ("option", {"key": key, "text": key.title(), "is_right": is_right, "feedback": f"On {key}."})


def _way(key, following, is_right):
    return {
        "key": key,
        "text": key.title(),
        "next": following,
        "is_right": is_right,
        "feedback": f"On {key}.",
    }


def _scene(key, text, *ways):
    return ("scene", {"key": key, "text": text, "options": list(ways)})


def _spot(key, row):
    place = {"column": 2, "row": row, "is_right": key == "tube"}
    return ("spot", {"key": key, "text": f"The {key}", "feedback": f"On {key}."} | place)


def _card(key):
    return ("card", {"key": key, "front": key.title(), "back": f"Meaning of {key}"})


@pytest.fixture
def pieces(locales):
    """One activity of each of these kinds."""
    common = {
        "locale": locales["en"],
        "prompt": "Which one?",
        "message_right": "Yes.",
        "message_wrong": "No.",
    }
    bare = {"locale": locales["en"], "prompt": "Which one?"}
    gap = {
        "key": "emergency",
        "text": "In danger, call:",
        "accepted": ["911", "nine one one"],
        "feedback": "First.",
        "mistakes": [{"answers": ["The clinic"], "feedback": "It may be closed."}],
        "feedback_other": "Three digits.",
    }
    scenes = [
        _scene("ring", "It rings.", _way("talk", "trap", False), _way("hang-up", "end", True)),
        _scene("trap", "He asks for a code.", _way("tell", "lost", False), _way("refuse", "end", True)),
        _scene("lost", "He is in."),
        _scene("end", "You are safe."),
    ]
    return {
        "several": Several.objects.create(
            key="tick",
            options=[_option("sign-out", True), _option("take-papers", True), _option("leave", False)],
            **common,
        ),
        "matching": Matching.objects.create(
            key="pair",
            pairs=[
                ("pair", {"key": key, "text": key.title(), "partner": f"It is {key}", "feedback": "So."})
                for key in ("copay", "balance")
            ],
            extras=[("extra", {"key": "extra-1", "text": "Nothing"})],
            **common,
        ),
        "fill-in": FillIn.objects.create(key="gap", gaps=[("gap", gap)], **common),
        "hot-spots": HotSpots.objects.create(
            key="spot",
            drawing="portal-screen",
            alt="A screen",
            spots=[_spot("letter", 3), _spot("tube", 6)],
            **bare,
        ),
        "story": Story.objects.create(key="tale", scenes=scenes, **bare),
        "flash-cards": FlashCards.objects.create(
            key="deck",
            cards=[_card("final"), _card("range")],
            message="Well done.",
            **bare,
        ),
    }


@pytest.fixture
def step(lesson, pieces, url):
    """The address of a Try step that holds one activity of each of these kinds."""
    lesson.try_it = [("activity", piece) for piece in pieces.values()]
    lesson.save()
    return f"{url}try/"


RIGHT = {
    "tick": {"tick-answers": ["sign-out", "take-papers"]},
    "pair": {"pair-copay": "copay", "pair-balance": "balance"},
    "gap": {"gap-emergency": " 9-1-1 "},
    "spot": {"spot-answer": "tube"},
    "tale": {"tale-answer": "hang-up"},
    "deck": {"deck-final": "knew", "deck-range": "knew"},
}
WRONG = {
    "tick": {"tick-answers": ["sign-out", "leave"]},
    "pair": {"pair-copay": "extra-1", "pair-balance": "balance"},
    "gap": {"gap-emergency": "the CLINIC!"},
    "spot": {"spot-answer": "letter"},
    "tale": {"tale-path": "ring--talk", "tale-answer": "tell"},
    "deck": {"deck-final": "not-yet", "deck-range": "knew"},
}
SAID = {
    "tick": "On leave.",
    "pair": "So.",
    "gap": "It may be closed.",
    "spot": "On letter.",
    "tale": "He is in.",
    "deck": "Meaning of final",
}
MARKED = {"deck": None}  # nobody marks cards but the learner


@pytest.mark.parametrize("key", RIGHT)
def test_a_right_answer_is_told_so(client_for, step, key):
    client = client_for()

    response = client.post(step, {"activity": key, **RIGHT[key]})

    assert response["Location"].endswith(f"#feedback-{key}")
    assert ActivityAnswer.objects.get(activity_key=key).is_right is MARKED.get(key, True)
    assert f'id="feedback-{key}"' in client.get(step).content.decode()


@pytest.mark.parametrize("key", WRONG)
def test_a_wrong_answer_gets_its_own_feedback(client_for, step, key):
    client = client_for()

    client.post(step, {"activity": key, **WRONG[key]})

    assert ActivityAnswer.objects.get(activity_key=key).is_right is MARKED.get(key, False)
    feedback = client.get(step).content.decode().split(f'id="feedback-{key}"')[1]
    assert SAID[key] in feedback.split("</section>")[0]


@pytest.mark.parametrize("key", RIGHT)
def test_an_empty_answer_says_what_is_missing(client_for, step, key):
    response = client_for().post(step, {"activity": key})

    assert response.status_code == 422
    assert "data-error-summary" in response.content.decode()
    assert ActivityAnswer.objects.count() == 0


@pytest.mark.parametrize("kind", ["several", "matching", "fill-in", "hot-spots", "story", "flash-cards"])
def test_each_kind_can_be_previewed(pieces, kind, nonprofit):
    response = pieces[kind].make_preview_request()

    assert response.status_code == 200
    assert "Which one?" in response.content.decode()


def test_all_kinds_come_in_one_query(pieces, django_assert_num_queries):
    with django_assert_num_queries(1):
        whole = Activity.objects.whole([piece.pk for piece in pieces.values()])

    assert {type(one) for one in whole.values()} == {type(piece) for piece in pieces.values()}


def test_what_is_typed_is_kept_nowhere(client_for, step):
    client = client_for()

    client.post(step, {"activity": "gap", "gap-emergency": "my neighbor Zebedee"})

    assert ActivityAnswer.objects.get().response == "emergency--other"
    assert not any("Zebedee" in str(statement.raw) for statement in Statement.objects.all())
    assert "Zebedee" not in client.get(step).content.decode()


def test_an_emergency_typed_into_a_gap_gets_the_help_panel(client_for, step):
    response = client_for().post(step, {"activity": "gap", "gap-emergency": "I have chest pain right now"})

    assert "911" in response.content.decode()
    assert ActivityAnswer.objects.count() == 0


def test_slips_of_the_thumb_do_not_count():
    gap = {"accepted": ["Miércoles"], "mistakes": []}

    assert plain("  9-1-1! ") == "911"
    assert key_of(gap, "MIERCOLES.") == "accepted"
    assert key_of(gap, "jueves") == "other"


def test_a_story_goes_on_without_being_kept_until_it_ends(client_for, step):
    client = client_for()

    second = client.post(step, {"activity": "tale", "tale-path": "", "tale-answer": "talk"})

    page = second.content.decode()
    assert second.status_code == 200
    assert "On talk." in page
    assert "He asks for a code." in page
    assert ActivityAnswer.objects.count() == 0

    client.post(step, {"activity": "tale", "tale-path": "ring--talk", "tale-answer": "refuse"})

    assert ActivityAnswer.objects.get().response == "ring--talk[,]trap--refuse"
    assert "You are safe." in client.get(step).content.decode()


@pytest.mark.parametrize("path", ["ring--nothing", "trap--refuse", "no", "ring--talk[,]trap"])
def test_a_story_with_a_made_up_way_begins_anew(client_for, step, path):
    response = client_for().post(step, {"activity": "tale", "tale-path": path, "tale-answer": "tell"})

    assert response.status_code == 422
    assert "It rings." in response.content.decode()
    assert ActivityAnswer.objects.count() == 0


def test_a_story_must_lead_on_and_reach_every_scene():
    ways = [_way("on", "second", True), _way("off", "gone", False)]
    back = [_way("back", "first", True)]

    scenes = [
        {"key": "first", "options": ways},
        {"key": "second", "options": back},
        {"key": "third", "options": []},
    ]

    assert faults(scenes) == [("lost", "gone"), ("endless", "first"), ("unreached", "third")]


def test_cards_not_known_come_first_the_next_time(client_for, step):
    client = client_for()
    client.post(step, {"activity": "deck", "deck-final": "knew", "deck-range": "not-yet"})

    page = client.get(step).content.decode().split('id="activity-deck"')[1]

    assert page.index("1. Range") < page.index("2. Final")


def test_the_places_stand_on_the_picture_and_in_words(client_for, step):
    page = client_for().get(step).content.decode()

    assert 'class="spot column-2 row-6"' in page
    assert "The tube" in page
    assert 'alt="A screen"' in page


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_activity_of_the_library_has_a_right_and_a_wrong_answer(locales, language):
    dice = random.Random(7)
    for key, source in files.read().activities.items():
        model, values = activities.fields(source, language)
        piece = model(key=key, locale=locales[language], **values)
        piece.full_clean(exclude=["organisation", "translation_key", "content_type"])
        if not piece.HAS_ANSWER or piece.IS_FREE_TEXT:
            continue
        assert piece.mark(piece.right()).is_right is not False, key
        for _turn in range(4):
            assert piece.mark(piece.wrong(dice)).response, key
