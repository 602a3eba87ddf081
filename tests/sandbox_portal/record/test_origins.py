"""Race and ethnicity: nobody must answer, several answers are one, the log says only that one answered."""

import pytest

from sandbox_portal import actions, personas
from sandbox_portal.sections.profile.models import ProfileChange
from tests.factories import practice as make

pytestmark = pytest.mark.django_db


def words(response):
    return response.content.decode()


@pytest.fixture
def answer(page, key):
    """Answers a question and confirms it: answer("race", ["asian", "white"])."""

    def send(field, value):
        first = page("profile-change", field=field, data={"form_key": key(), "value": value})
        made = ProfileChange.objects.last()
        if first.status_code == 302:
            page("profile-confirm", pk=made.pk, data={})
        return first

    return send


def test_several_answers_are_kept_together_and_shown(answer, page):
    answer("race", ["asian", "white"])

    assert ProfileChange.objects.get().value == "asian.white"
    assert "Asian, White" in words(page("profile"))


def test_every_answer_at_once_fits(answer):
    answer("race", ["native", "asian", "black", "pacific", "white"])

    assert ProfileChange.objects.get().status == "saved"


def test_rather_not_say_stands_alone(answer, page):
    refused = answer("race", ["white", "not-said"])
    assert refused.status_code == 422
    assert "Take one of the two off" in words(refused)
    assert not ProfileChange.objects.exists()

    answer("race", ["not-said"])
    answer("ethnicity", "not-said")
    assert words(page("profile")).count("I would rather not say") == 2


@pytest.mark.parametrize(("field", "value"), [("race", []), ("race", ["martian"]), ("ethnicity", "")])
def test_an_empty_or_unknown_answer_is_refused(answer, field, value):
    assert answer(field, value).status_code == 422


def test_the_log_says_that_one_answered_and_not_what(answer, events):
    answer("race", ["black"])
    answer("ethnicity", "hispanic")
    answer("race", ["not-said"])

    assert [e["value"] for e in events("profile.changed")] == ["answered", "answered", "not-said"]


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", ["Clinics ask everyone", "Not on file"]), ("es", ["preguntan a todos", "No está anotado"])],
)
def test_the_page_says_why_it_is_asked_and_what_is_on_file(page, language, says):
    shown = words(page("profile-change", field="race", language=language))

    assert [each for each in says if each not in shown] == []


def test_the_record_has_it_in_us_cores_extensions():
    walter, ana = (personas.get(slug).chart.patient for slug in ("walter", "ana"))

    assert (walter.race, walter.ethnicity) == (("2054-5", "2106-3"), "2186-5")
    assert (ana.race, ana.ethnicity) == (("ASKU",), "2135-2")
    assert personas.get("ruth").chart.patient.race == ()


def test_what_the_record_says_is_shown_in_words(ruth, client_for):
    practice = make.free_practice(ruth, persona="walter")
    shown = words(client_for(ruth).get(f"{practice.get_absolute_url()}profile/"))

    assert "Black or African American, White" in shown


def test_a_helper_does_not_see_it(page, practice):
    actions.switch_seat(practice=practice, to="proxy")

    assert page("profile-change", field="race").status_code == 404
