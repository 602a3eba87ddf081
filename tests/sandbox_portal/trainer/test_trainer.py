"""Message or call: 40 cases, misses and needless calls counted apart, each choice once."""

import uuid

import pytest
from django.urls import reverse

from analytics.lrs.models import Statement
from lms import readability
from lms.people.models import Learner
from lms.people.signals import learner_merged
from sandbox_portal.trainer import rules
from sandbox_portal.trainer.items import URGENCY, all_items
from sandbox_portal.trainer.models import Choice, Sitting

BEGIN = "/en/practice/message-or-call/"


def begin(learner):
    return rules.begin(learner=learner, organisation=learner.organisation, form_key=uuid.uuid4())


def play(sitting, choose=lambda item: item.right, sure=3):
    for slug in sitting.items:
        rules.choose(sitting=sitting, item=slug, way=choose(all_items()[slug]), sure=sure)
    sitting.refresh_from_db()
    return rules.score(sitting)


def verbs():
    return [row.verb.rsplit("/", 1)[-1] for row in Statement.objects.order_by("id")]


def test_there_are_forty_cases_of_all_three_kinds():
    items = all_items().values()

    assert len(items) == 40
    assert {item.right for item in items} == set(URGENCY)
    assert min([item.right for item in items].count(way) for way in URGENCY) >= 12


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_cases_are_easy_to_read(language):
    text = " ".join(
        f"{i.case.in_language(language)} {i.why.in_language(language)}" for i in all_items().values()
    )

    assert readability.grade(text, language).is_easy


@pytest.mark.parametrize(
    ("right", "choice", "verdict"),
    [
        ("emergency", "message", "miss"),
        ("emergency", "call", "miss"),
        ("call", "message", "miss"),
        ("call", "emergency", "overcall"),
        ("message", "call", "overcall"),
        ("message", "message", "right"),
    ],
)
def test_too_slow_and_too_urgent_are_two_things(right, choice, verdict):
    item = next(item for item in all_items().values() if item.right == right)

    assert item.verdict(choice) == verdict


@pytest.mark.django_db
def test_all_right_is_a_pass_and_recorded_once(ruth):
    sitting = begin(ruth)

    found = play(sitting)
    play(sitting)

    assert (found.right, found.misses, found.overcalls) == (10, (), ())
    assert verbs() == ["attempted", "passed"]


@pytest.mark.django_db
def test_always_calling_911_misses_nothing_and_does_not_pass(ruth):
    found = play(begin(ruth), lambda item: "emergency")

    assert found.misses == () and found.overcalls
    assert verbs() == ["attempted", "failed"]


@pytest.mark.django_db
def test_always_writing_is_told_as_misses(ruth):
    found = play(begin(ruth), lambda item: "message")

    assert found.misses and found.overcalls == ()
    assert found.sure_and_wrong == len(found.misses)
    assert verbs() == ["attempted", "failed"]


@pytest.mark.django_db
def test_four_sittings_hold_all_forty_cases(ruth):
    assert {slug for _ in range(4) for slug in begin(ruth).items} == set(all_items())


@pytest.mark.django_db
def test_the_first_choice_counts(ruth):
    sitting = begin(ruth)
    for way in ("message", "emergency"):
        rules.choose(sitting=sitting, item=sitting.items[0], way=way, sure=1)

    assert Choice.objects.get().way == "message"
    with pytest.raises(rules.OutOfTurn):
        rules.choose(sitting=sitting, item="nowhere", way="call", sure=1)


@pytest.mark.django_db
def test_ten_cases_through_the_pages(clinic, client_for, django_assert_max_num_queries):
    client = client_for()
    key = uuid.uuid4()
    assert client.get(BEGIN).status_code == 200
    assert not Learner.objects.exists()
    for _ in range(2):
        page = client.post(BEGIN, {"form_key": key})
    url = page["Location"]
    sitting = Sitting.objects.get()

    empty = client.post(url, {"item": sitting.items[0]})
    assert empty.status_code == 422 and "Choose what you would do" in empty.content.decode()
    for slug in sitting.items:
        with django_assert_max_num_queries(12):
            page = client.get(url)
        assert str(all_items()[slug].case.en) in page.content.decode().replace("&#x27;", "'")
        answer = client.post(url, {"item": slug, "way": "message", "sure": 2}, follow=True)
        assert all_items()[slug].why.en in answer.content.decode()

    summary = client.get(url, follow=True).content.decode()
    assert "Too slow" in summary and "More than needed" in summary


@pytest.mark.django_db
def test_a_stranger_sees_no_sitting(ruth, sam, client_for):
    sitting = begin(ruth)
    for name, more in (
        ("trainer_case", {}),
        ("trainer_summary", {}),
        ("trainer_answer", {"item": "mild-cough"}),
    ):
        url = reverse(f"practice:{name}", kwargs={"key": sitting.key, **more})
        assert client_for(sam).get(url).status_code == 404


@pytest.mark.django_db
def test_a_guests_sittings_go_along_to_the_account(ruth, clinic):
    guest = Learner.objects.create(organisation=clinic)
    sitting = begin(guest)

    learner_merged.send(sender=Learner, source=guest, target=ruth)

    sitting.refresh_from_db()
    assert sitting.learner == ruth
    assert rules.export(ruth)[0]["choices"] == []
