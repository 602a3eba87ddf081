"""Simulated people in great numbers: what the measures say is what is true of them."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from analytics import rollups
from analytics.metrics import people, skills
from analytics.models import ActivityDefinition, InboxEntry, Link, Presence, Statement
from analytics.xapi import tincan_guard
from courses.simulator.straight import life, run, truth
from lms.organisations.models import Organisation
from lms.people.models import Learner
from lms.skills import SLUGS

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic_alone(db):
    """An organisation without a site."""
    return Organisation.objects.create(name="Big Clinic", slug="big", kind="clinic")


def simulate(organisation, people, **more):
    """Writes people and returns how many statements that were."""
    *_before, (_done, written) = run.simulate(organisation, seed="test", people=people, **more)
    return written


def has(person, slug, verb, **fields):
    """Says whether somebody did such a deed."""
    return any(
        deed.verb == verb and deed.skill == slug
        and all(getattr(deed, name) == value for name, value in fields.items())
        for deed in person.deeds
    )  # fmt: skip


def test_the_measures_are_what_these_very_people_did(clinic_alone):
    people = [life.person("test", number) for number in range(60)]

    written = simulate(clinic_alone, 60)
    rollups.fold_for(60)

    assert written == sum(len(person.deeds) for person in people)
    assert Presence.objects.aggregate(all=Sum("statements"))["all"] == written
    figures = skills.skill_figures(clinic_alone)
    for slug in SLUGS:
        wanted = {
            "learned": sum(has(one, slug, "completed", type="lesson") for one in people),
            "tried": sum(has(one, slug, "attempted") for one in people),
            "alone": sum(has(one, slug, "passed", hints=0) for one in people),
            "planned": sum(has(one, slug, "planned") for one in people),
            "done": sum(has(one, slug, "reported") for one in people),
        }
        assert {name: figures[slug].share(name).count for name in wanted} == wanted
        assert figures[slug].share("learned").of == 60


def test_what_people_do_recovers_the_true_parameters():
    """The same without a database, with many more people: `make bench` does it through the roll-ups."""
    people = [life.person("test", number) for number in range(1500)]

    for slug in SLUGS:
        true = truth.shares(slug)
        told = {
            "learned": sum(has(one, slug, "completed", type="lesson") for one in people),
            "tried": sum(has(one, slug, "attempted") for one in people),
            "alone": sum(has(one, slug, "passed", hints=0) for one in people),
            "done": sum(has(one, slug, "reported") for one in people),
        }
        for name, count in told.items():
            assert abs(count / 1500 - true[name]) < 0.02, (slug, name)
        asked = [
            deed.score
            for one in people
            for deed in one.deeds
            if (deed.skill, deed.type) == (slug, "refresher")
        ]
        kept = sum(score == 100 for score in asked)
        assert abs(kept / len(asked) - true["kept"]) < 0.04, slug  # of about a hundred


def test_the_measures_recover_the_true_parameters(clinic_alone):
    """Through statements, roll-ups and measures; five thousand people within two points in `make bench`."""
    simulate(clinic_alone, 250)
    rollups.fold_for(600)

    for slug, figures in skills.skill_figures(clinic_alone).items():
        true = truth.shares(slug)
        shares = {name: figures.share(name) for name in ("says", "learned", "tried", "alone", "planned")}
        shares["over-rating"] = figures.over_rating
        for name, share in shares.items():
            room = 0.05 + 1.2 / share.of**0.5  # of few people less can be told
            assert abs(share.count / share.of - true[name]) < room, (slug, name, share)
    change = people.change(clinic_alone)
    assert change.low < 100 * truth.GAINS < change.high or abs(change.mean - 100 * truth.GAINS) < 1


def test_its_statements_are_the_recorders_own_and_nobody_is_made_twice(clinic_alone):
    written = simulate(clinic_alone, 3)

    assert simulate(clinic_alone, 3) == 0
    assert Statement.objects.count() == InboxEntry.objects.count() == written
    assert len(set(Statement.objects.values_list("statement_id", flat=True))) == written
    assert ActivityDefinition.objects.filter(organisation=clinic_alone).exists()
    for row in Statement.objects.all():
        document = json.loads(row.raw)
        tincan_guard.check(document)
        assert document["id"] == str(row.statement_id)
        assert document["actor"]["account"]["name"] == row.actor_name
        assert document["verb"]["id"] == row.verb and document["object"]["id"] == row.activity
        assert life.uuid.UUID(row.actor_name).version == 4
    assert Link.objects.filter(is_direct=True).count() == 4 * written  # who, did, what, and who did it


def test_another_seed_and_number_are_other_people():
    assert life.person("a", 7) == life.person("a", 7)
    assert len({life.person(seed, number).name for seed in "ab" for number in range(50)}) == 100


def test_it_stays_away_from_real_people(clinic_alone, clinic, ruth):
    with pytest.raises(CommandError, match="made-up"):
        call_command("simulate_learners", 2, straight=clinic.slug, stdout=StringIO())
    with pytest.raises(CommandError, match="no organisation"):
        call_command("simulate_learners", 2, straight="nobody", stdout=StringIO())
    call_command("simulate_learners", 2, straight=clinic_alone.slug, stdout=StringIO())

    assert Statement.objects.for_organisation(clinic_alone).exists()
    assert not Statement.objects.for_organisation(clinic).exists()
    assert Learner.objects.count() == 1
