"""Real or fake: 28 messages, misses and false alarms counted apart, on the trainer's machinery."""

import uuid

import pytest
from django.urls import reverse

from analytics.lrs.models import Statement
from lms import readability
from sandbox_portal.trainer import rules
from sandbox_portal.trainer.drills import DRILLS
from sandbox_portal.trainer.models import Choice, Sitting
from sandbox_portal.trainer.signals import Signals

DRILL = DRILLS["real-or-fake"]


def begin(learner):
    return rules.begin(
        learner=learner, organisation=learner.organisation, form_key=uuid.uuid4(), drill=DRILL.slug
    )


def play(sitting, choose=lambda item: item.right, sure=3):
    for slug in sitting.items:
        rules.choose(sitting=sitting, item=slug, way=choose(DRILL.items[slug]), sure=sure)
    sitting.refresh_from_db()
    return rules.score(sitting)


def verbs():
    return [row.verb.rsplit("/", 1)[-1] for row in Statement.objects.order_by("id")]


def test_half_of_at_least_24_are_real_and_they_come_in_many_ways():
    items = list(DRILL.items.values())

    assert len(items) >= 24
    assert sum(item.right == "real" for item in items) * 2 == len(items)
    assert {item.channel for item in items} == {"text", "email", "call", "page", "qr", "letter"}
    for channel in {item.channel for item in items}:
        assert {item.right for item in items if item.channel == channel} == {"real", "fake"}, channel


@pytest.mark.parametrize("language", ["en", "es"])
def test_they_are_easy_to_read(language):
    texts = (f"{i.case.in_language(language)} {i.why.in_language(language)}" for i in DRILL.items.values())
    assert readability.grade(" ".join(texts), language).is_easy


@pytest.mark.django_db
def test_each_sitting_holds_as_many_real_as_fake_ones_and_three_hold_them_all(ruth):
    sittings = [begin(ruth) for _ in range(3)]

    for sitting in sittings:
        assert [DRILL.items[slug].right for slug in sitting.items].count("real") == 6
    assert {slug for sitting in sittings for slug in sitting.items} == set(DRILL.items)


@pytest.mark.django_db
def test_telling_them_apart_is_a_pass_and_recorded_once(ruth):
    found = play(begin(ruth))

    assert (found.signals.hits, found.signals.false_alarms, found.signals.leans) == (6, 0, "")
    assert found.signals.sensitivity > 2
    assert verbs() == ["attempted", "passed"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("way", "misses", "alarms", "leans"), [("fake", 0, 6, "suspicious"), ("real", 6, 0, "trusting")]
)
def test_always_the_same_answer_fails_and_is_told_as_a_leaning(ruth, way, misses, alarms, leans):
    found = play(begin(ruth), lambda item: way)

    assert (len(found.misses), len(found.overcalls)) == (misses, alarms)
    assert found.signals.leans == leans
    assert abs(found.signals.sensitivity) < 0.01
    assert verbs() == ["attempted", "failed"]


def test_guessing_has_no_sensitivity():
    guessing = Signals(fakes=6, hits=3, reals=6, false_alarms=3)

    assert guessing.sensitivity == 0
    assert guessing.is_near_guessing and guessing.leans == ""
    assert not Signals(fakes=6, hits=6, reals=6, false_alarms=1).is_near_guessing


@pytest.mark.django_db
def test_the_two_trainers_do_not_see_each_others_sittings(ruth, client_for):
    sitting = begin(ruth)
    client = client_for(ruth)

    other = reverse("practice:trainer_case", kwargs={"key": sitting.key})
    assert client.get(other).status_code == 404
    assert "Go on where you were" not in client.get(reverse("practice:trainer")).content.decode()
    assert "Go on where you were" in client.get(reverse("practice:scams")).content.decode()


@pytest.mark.django_db
def test_a_sitting_through_the_pages(ruth, client_for, django_assert_max_num_queries):
    client = client_for(ruth)
    url = client.post(reverse("practice:scams"), {"form_key": uuid.uuid4()})["Location"]
    sitting = Sitting.objects.get()
    assert client.post(url, {"item": sitting.items[0]}).status_code == 422
    assert client.post(url, {"item": sitting.items[0], "way": "call", "sure": 1}).status_code == 422

    for slug in sitting.items:
        with django_assert_max_num_queries(12):
            html = client.get(url).content.decode()
        assert "<a " not in html.split("sample-message")[1].split("</figure>")[0]
        answer = client.post(url, {"item": slug, "way": "fake", "sure": 2}, follow=True).content.decode()
        assert DRILL.items[slug].why.en in answer

    summary = client.get(url, follow=True).content.decode()
    assert "You spotted 6 of 6 fakes. You trusted 0 of 6 real ones." in summary
    assert "You lean to suspect" in summary
    assert Choice.objects.count() == 12


@pytest.mark.django_db
def test_a_stranger_sees_no_sitting(ruth, sam, client_for):
    sitting = begin(ruth)
    for name, more in (("scams_case", {}), ("scams_summary", {}), ("scams_answer", {"item": "text-locked"})):
        url = reverse(f"practice:{name}", kwargs={"key": sitting.key, **more})
        assert client_for(sam).get(url).status_code == 404
