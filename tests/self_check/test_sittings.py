"""A sitting is answered once, by its learner, and recorded as it happens."""

import json

import pytest
from django.urls import reverse

from analytics.lrs.models import Statement
from lms.people import actions
from self_check import sittings
from self_check.models import Answer, Sitting

pytestmark = pytest.mark.django_db


def verbs():
    return [json.loads(one.raw)["verb"]["id"].rsplit("/", 1)[1] for one in Statement.objects.order_by("pk")]


def test_every_step_is_recorded_once(ruth, take):
    take(ruth)

    assert verbs() == ["initialized", *["answered"] * 5, "completed"]


def test_the_same_answer_again_is_not_recorded_again(ruth, versions):
    sitting = sittings.start(learner=ruth, organisation=ruth.organisation, version=versions["five-questions"])
    for _ in range(2):
        sittings.answer(sitting=sitting, question="ask-the-team", value="never")

    assert verbs() == ["initialized", "answered"]


def test_two_starts_lead_to_one_sitting(ruth, versions):
    begin = {"learner": ruth, "organisation": ruth.organisation, "version": versions["five-questions"]}

    assert sittings.start(**begin) == sittings.start(**begin)
    assert verbs() == ["initialized"]


def test_a_finished_sitting_stays_as_it_is(ruth, take):
    sitting = take(ruth, answer="always")

    sittings.answer(sitting=sitting, question="ask-the-team", value="never")

    assert sitting.answers.get(question="ask-the-team").value == "always"


def test_an_unfinished_sitting_cannot_be_closed(ruth, versions):
    sitting = sittings.start(learner=ruth, organisation=ruth.organisation, version=versions["longer"])

    with pytest.raises(sittings.NotFinished):
        sittings.finish(sitting=sitting)


@pytest.mark.parametrize(("question", "value"), [("nothing", "always"), ("ask-the-team", "maybe")])
def test_what_was_not_on_the_page_is_refused(ruth, versions, question, value):
    sitting = sittings.start(learner=ruth, organisation=ruth.organisation, version=versions["longer"])

    with pytest.raises(sittings.NoSuchAnswer):
        sittings.answer(sitting=sitting, question=question, value=value)


def test_an_answer_whose_statement_fails_is_not_kept(ruth, versions, monkeypatch):
    sitting = sittings.start(learner=ruth, organisation=ruth.organisation, version=versions["longer"])

    def fail(**kwargs):
        raise RuntimeError("the store is gone")

    monkeypatch.setattr("self_check.sittings.recorder.record", fail)
    with pytest.raises(RuntimeError):
        sittings.answer(sitting=sitting, question="ask-the-team", value="always")

    assert not Answer.objects.exists()


def test_a_learner_who_is_not_counted_is_asked_all_the_same(ruth, take):
    actions.choose_counting(learner=ruth, is_counted=False)

    take(ruth)

    assert Sitting.objects.finished().count() == 1
    assert not Statement.objects.exists()


def test_a_guests_answers_move_to_the_account(ruth, guest, take):
    mine, theirs = take(ruth), take(guest)

    actions.adopt_guest(user=ruth.user, guest=guest)

    assert set(Sitting.objects.for_learner(ruth)) == {mine, theirs}


def test_two_open_sittings_become_one_when_a_guest_signs_in(ruth, guest, versions):
    version = versions["five-questions"]
    sittings.start(learner=ruth, organisation=ruth.organisation, version=version)
    theirs = sittings.start(learner=guest, organisation=guest.organisation, version=version)

    actions.adopt_guest(user=ruth.user, guest=guest)

    assert list(Sitting.objects.for_learner(ruth)) == [theirs]


@pytest.mark.parametrize("page", ["result", "question", "add"])
def test_a_stranger_sees_no_sitting(ruth, cleo, take, client_for, page):
    sitting = take(ruth)
    args = [sitting.pk, 1] if page == "question" else [sitting.pk]
    client = client_for(cleo)

    answer = (client.post if page == "add" else client.get)(reverse(f"check:{page}", args=args))

    assert answer.status_code == 404


def test_a_visitor_without_a_cookie_sees_no_sitting(ruth, take, client_for):
    assert client_for().get(reverse("check:result", args=[take(ruth).pk])).status_code == 404
