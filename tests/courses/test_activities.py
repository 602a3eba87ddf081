"""Every kind of activity, answered right and wrong."""

import pytest

from courses.activities.choice.models import Choice
from courses.activities.models import Activity
from courses.activities.ordering.marking import mixed
from courses.activities.ordering.models import Ordering
from courses.activities.reflection.models import Reflection
from courses.activities.sorting.models import Sorting
from courses.activities.try_it.models import TryIt
from courses.notebook.models import NotebookEntry
from courses.progress import actions
from courses.progress.models import ActivityAnswer

pytestmark = pytest.mark.django_db


@pytest.fixture
def pieces(locales):
    """One activity of each kind."""
    common = {"locale": locales["en"], "prompt": "Which one?"}
    return {
        "choice": Choice.objects.create(
            key="pick",
            options=[
                ("option", {"key": "yes", "text": "Yes", "is_right": True, "feedback": "It is."}),
                ("option", {"key": "no", "text": "No", "is_right": False, "feedback": "It is not."}),
            ],
            **common,
        ),
        "ordering": Ordering.objects.create(
            key="line-up",
            items=[
                ("step", {"key": key, "text": key.title(), "feedback": ""})
                for key in ("first", "second", "third")
            ],
            message_right="In order.",
            message_wrong="Not yet.",
            **common,
        ),
        "sorting": Sorting.objects.create(
            key="sort-out",
            groups=[("group", {"key": key, "label": key.title()}) for key in ("phone", "portal")],
            items=[
                ("thing", {"key": "fever", "text": "A fever", "group": "phone", "feedback": "Call."}),
                ("thing", {"key": "form", "text": "A form", "group": "portal", "feedback": "Write."}),
            ],
            **common,
        ),
        "reflection": Reflection.objects.create(key="think", **common),
        "try-it": TryIt.objects.create(key="go", scenario="message-side-effect", **common),
    }


@pytest.fixture
def step(lesson, pieces, url):
    """The address of a Try step that holds one activity of each kind."""
    lesson.try_it = [("activity", piece) for piece in pieces.values()]
    lesson.save()
    return f"{url}try/"


RIGHT = {
    "pick": {"pick-answer": "yes"},
    "line-up": {"line-up-first": "1", "line-up-second": "2", "line-up-third": "3"},
    "sort-out": {"sort-out-fever": "phone", "sort-out-form": "portal"},
}
WRONG = {
    "pick": {"pick-answer": "no"},
    "line-up": {"line-up-first": "2", "line-up-second": "1", "line-up-third": "3"},
    "sort-out": {"sort-out-fever": "portal", "sort-out-form": "portal"},
}


@pytest.mark.parametrize("key", RIGHT)
def test_a_right_answer_is_told_so(client_for, step, key):
    client = client_for()

    response = client.post(step, {"activity": key, **RIGHT[key]})

    assert response["Location"].endswith(f"#feedback-{key}")
    assert ActivityAnswer.objects.get(activity_key=key).is_right is True
    assert f'id="feedback-{key}"' in client.get(step).content.decode()


@pytest.mark.parametrize("key", WRONG)
def test_a_wrong_answer_gets_feedback_and_another_try(client_for, step, key):
    client = client_for()
    client.post(step, {"activity": key, **WRONG[key]})

    client.post(step, {"activity": key, **WRONG[key]})
    client.post(step, {"activity": key, **RIGHT[key]})

    answer = ActivityAnswer.objects.get(activity_key=key)
    assert answer.is_right is True
    assert answer.tries == 2


@pytest.mark.parametrize("key", RIGHT)
def test_an_empty_answer_says_what_is_missing(client_for, step, key):
    response = client_for().post(step, {"activity": key})

    assert response.status_code == 422
    assert "data-error-summary" in response.content.decode()
    assert ActivityAnswer.objects.count() == 0


def test_a_number_used_twice_is_told(client_for, step):
    data = {"line-up-first": "1", "line-up-second": "1", "line-up-third": "3"}

    response = client_for().post(step, {"activity": "line-up", **data})

    assert response.status_code == 422
    assert "You used 1 twice" in response.content.decode()


def test_a_reflection_goes_to_the_notebook_only(client_for, step):
    client = client_for()

    client.post(step, {"activity": "think", "think-words": "I will ask more."})

    assert NotebookEntry.objects.get(place="think").text == "I will ask more."
    assert ActivityAnswer.objects.count() == 0
    assert "I will ask more." in client.get(step).content.decode()


def test_a_made_up_answer_is_refused(lesson, pieces, guest, clinic):
    with pytest.raises(actions.BadResponse):
        actions.answer(
            learner=guest, organisation=clinic, lesson=lesson, activity=pieces["choice"], response="maybe"
        )


def test_all_kinds_come_in_one_query(pieces, django_assert_num_queries):
    pks = [piece.pk for piece in pieces.values()]

    with django_assert_num_queries(1):
        whole = Activity.objects.whole(pks)

    assert [type(whole[piece.pk]) for piece in pieces.values()] == [type(piece) for piece in pieces.values()]
    assert [option.value["key"] for option in whole[pieces["choice"].pk].options] == ["yes", "no"]


def test_mixed_steps_are_never_in_the_right_order():
    for number in range(2, 8):
        items = [{"key": f"step-{n}"} for n in range(number)]
        assert mixed(items) != items
        assert mixed(items) == mixed(items)


@pytest.mark.parametrize("kind", ["choice", "ordering", "sorting", "reflection", "try-it"])
def test_each_kind_can_be_previewed(pieces, kind, nonprofit):
    response = pieces[kind].make_preview_request()

    assert response.status_code == 200
    assert "Which one?" in response.content.decode()


def test_try_is_done_once_everything_was_answered(client_for, step):
    client = client_for()
    for key, data in WRONG.items():
        client.post(step, {"activity": key, **data})
    client.post(step, {"activity": "think", "think-words": "Hm."})

    client.post(step)

    assert client.get(step).context["progress"].has_done("try")
