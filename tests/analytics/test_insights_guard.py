"""Nobody is exposed: an attacker who adds and subtracts all that is shown finds no group under ten."""

import random
from datetime import date
from itertools import combinations, product

import pytest

from analytics import page_views
from analytics.metrics import groups, guard
from analytics.metrics.guard import EVERYBODY, Cut
from analytics.models import Presence
from analytics.xapi import recorder
from lms.classes.models import ClassMember, StudyClass
from tests.analytics.conftest import fold_everything, learners, record

TODAY = date(2026, 11, 21)


def rows(seed):
    """A made-up organisation of few people, as [(path, language, months as bits, people)]."""
    draw = random.Random(seed)
    kinds = list(
        product(("patient", "caregiver", "helper", ""), ("en", "es", ""), (1, 2, 3, 8, 12, 1024, 4096))
    )
    return [(*kind, draw.choice((1, 2, 3, 7, 12, 30))) for kind in draw.sample(kinds, draw.randint(3, 25))]


def shown_of(people):
    """Returns ({cut: its atoms} of the cuts that are shown, sizes of the atoms)."""
    sizes = [size for *_who, size in people]
    groups = guard.groups_of(people, TODAY)
    shown = guard.allowed(groups, sizes)
    return {cut: groups[cut] for cut in shown}, sizes


def small_groups(shown, sizes, terms):
    """The attack: yields each sum or difference of so many shown cuts that is a group of 1 to 9 people."""
    vectors = {cut: [mask >> place & 1 for place in range(len(sizes))] for cut, mask in shown.items()}
    for chosen in combinations(vectors, terms):
        for signs in product((1, -1), repeat=terms):
            total = [
                sum(sign * vectors[cut][n] for sign, cut in zip(signs, chosen, strict=True))
                for n in range(len(sizes))
            ]
            if set(total) <= {0, 1} and 0 < sum(v * s for v, s in zip(total, sizes, strict=True)) < 10:
                yield chosen, signs


@pytest.mark.parametrize("seed", range(40))
def test_no_three_views_together_show_a_few(seed):
    shown, sizes = shown_of(rows(seed))

    for terms in (1, 2, 3):
        assert not list(small_groups(shown, sizes, terms))


def test_the_attack_would_find_what_is_not_held_back():
    people = [("patient", "en", 1, 40), ("patient", "es", 1, 20), ("caregiver", "en", 1, 4)]
    groups = guard.groups_of(people, TODAY)

    assert list(small_groups(groups, [40, 20, 4], 2))


def test_what_is_left_over_of_all_paths_is_no_few():
    """Four paths of 20 and three people without one: the four together would show the three."""
    people = [(path, "en", 1, 20) for path in ("a", "b", "c", "d")] + [("", "en", 1, 3)]
    shown, _sizes = shown_of(people)

    assert 1 <= sum(cut.kind == "path" for cut in shown) <= 3


def test_large_groups_are_all_shown():
    people = [("patient", "en", 7, 40), ("caregiver", "es", 3, 30), ("helper", "en", 2, 20)]
    shown, _sizes = shown_of(people)

    assert {cut.value for cut in shown if cut.kind == "path"} == {"patient", "caregiver", "helper"}
    assert EVERYBODY in shown


@pytest.mark.django_db
def test_cuts_are_counted_from_the_presences(clinic_alone, django_assert_num_queries):
    for person in learners(clinic_alone, 12, path="patient", language="en"):
        record(person, "tried")
    for person in learners(clinic_alone, 4, path="caregiver", language="es"):
        record(person, "tried")
    fold_everything()
    today = Presence.objects.first().month
    with django_assert_num_queries(1):
        people, shown = guard.cuts(clinic_alone, today=today)

    assert (people[EVERYBODY], people[Cut("path", "patient")], people[Cut("language", "es")]) == (16, 12, 4)
    # Twelve of sixteen: the rest would be four caregivers.
    assert {cut.kind for cut in shown} == {"all", "months", "month"}


def in_classes(seed):
    """A made-up organisation: rows as above, and {group: (its atoms, those the leader sees)} of five.

    Two of them are slips, of which nobody is seen.
    """
    draw = random.Random(seed)
    people = rows(seed)
    found = {}
    for number in range(5):
        mask = sum(1 << place for place in range(len(people)) if draw.random() < 0.4)
        seen = sum(1 << place for place in range(len(people)) if mask >> place & 1 and draw.random() < 0.6)
        kind = "class" if number < 3 else "slip"
        found[Cut(kind, f"{number}")] = (mask, seen if kind == "class" else 0)
    return people, found


@pytest.mark.parametrize("seed", range(40))
def test_classes_give_away_nobody_beside_the_other_cuts(seed):
    people, its = in_classes(seed)
    sizes = [size for *_who, size in people]
    groups = guard.in_order(
        guard.groups_of(people, TODAY) | {cut: mask for cut, (mask, _seen) in its.items()}, sizes
    )
    shown = guard.allowed(groups, sizes, {cut: seen for cut, (_mask, seen) in its.items()})

    masks = {cut: groups[cut] for cut in shown}
    for terms in (1, 2, 3):
        assert not list(small_groups(masks, sizes, terms))
    for cut in shown & its.keys():
        mask, seen = its[cut]
        assert not 0 < guard.people_in(mask & ~seen, sizes) < 10


@pytest.fixture
def study_class(clinic_alone):
    """A class that runs, without anybody in it."""
    return StudyClass.objects.create(
        organisation=clinic_alone, title="Tuesday class", ends_on=date(2999, 1, 1)
    )


def join(study_class, people, *, shown=0):
    """Gives people places in a class; so many of them agree that the leader sees how far they are."""
    ClassMember.objects.bulk_create(
        [
            ClassMember(study_class=study_class, learner=one, nickname=f"n{one.pk}", is_shown=number < shown)
            for number, one in enumerate(people)
        ]
    )


@pytest.mark.django_db
def test_a_class_is_counted_from_ten_people_on(clinic_alone, study_class, django_assert_num_queries):
    people = learners(clinic_alone, 40)
    for person in people:
        record(person, "tried")
    fold_everything()
    today = Presence.objects.first().month
    cut = groups.of_class(study_class).cut
    join(study_class, people[:9])
    assert cut not in groups.audited(clinic_alone, today=today).shown

    join(study_class, people[9:12])
    with django_assert_num_queries(4):
        found = groups.audited(clinic_alone, today=today)
    assert cut in found.shown
    assert (found.people[cut], found.people[EVERYBODY]) == (12, 40)
    assert groups.of_class(study_class).names.count() == 12
    assert guard.cuts(clinic_alone, today=today)[1] == found.shown - {cut}


@pytest.mark.django_db
def test_a_class_is_hidden_where_few_kept_their_progress_to_themselves(clinic_alone, study_class):
    """The leader sees eleven of fifteen by their nicknames: the class as a group would show the four."""
    people = learners(clinic_alone, 40)
    for person in people:
        record(person, "tried")
    fold_everything()
    join(study_class, people[:15], shown=11)

    found = groups.audited(clinic_alone, today=Presence.objects.first().month)
    assert groups.of_class(study_class).cut not in found.shown


@pytest.mark.django_db
def test_what_people_say_is_audited_by_itself(clinic_alone):
    """Twenty patients, twenty caregivers and twelve helpers: all may be shown, but four helpers answered."""
    for path, count, answered in (("patient", 20, 20), ("caregiver", 20, 20), ("helper", 12, 4)):
        for number, person in enumerate(learners(clinic_alone, count, path=path)):
            record(person, "tried")
            if number < answered:
                record(person, "says", score=1)
    fold_everything()
    today = Presence.objects.first().month
    paths = {Cut("path", path) for path in ("patient", "caregiver", "helper")}

    assert paths <= guard.cuts(clinic_alone, today=today)[1]
    # All without patients and caregivers would be four, so one of the two is held back.
    assert len(paths & guard.answers(clinic_alone, today=today)["messaging"]) == 1


@pytest.fixture
def few_helpers_did_more(clinic):
    """Sixty patients, thirty caregivers, fourteen helpers; 25, 12 and 3 of them finished the late refresher,

    opened a lesson and tried a task they answered a question about, and took a self-check twice.
    """
    for path, count, more in (("patient", 60, 25), ("caregiver", 30, 12), ("helper", 14, 3)):
        for number, person in enumerate(learners(clinic, count, path=path)):
            record(person, "says", score=1)
            if number >= more:
                continue
            record(person, "passed", hints=0)
            acts = [("completed", "refresher", "one/after-30"), ("initialized", "lesson", "one")]
            for verb, kind, key in [*acts, *2 * [("completed", "self-check", "five/1")]]:
                recorder.record(
                    learner=person, organisation=clinic, verb=verb, activity=recorder.Activity(kind, key),
                    skill="messaging", result=recorder.Result(score=1, completion=True),
                )  # fmt: skip
    fold_everything()


def told_of(clinic, name, path=None):
    """Returns {(section, line): values} of a page, for everybody or a path."""
    skill = "messaging" if name == "skill" else ""
    page = page_views.page_of(clinic, "en", name, skill, {"path": path})
    assert page.state == "shown"
    return {(one.key, line): values for one in page.sections for line, _label, values in one.lines}


@pytest.mark.django_db
def test_groups_of_their_own_are_told_of_everybody_only(clinic, few_helpers_did_more):
    """All that kept it, without patients and caregivers, would be the three helpers."""
    told, cut = (told_of(clinic, "skill", path) for path in (None, "patient"))

    assert told["measures", "kept"][0].of == 40
    assert {"says", "learned", "tried", "alone", "done"} == {line for key, line in cut if key == "measures"}
    assert {len(values) for (key, _line), values in cut.items() if key == "gaps"} == {5}
    assert ("confidence", "over") in told and ("confidence", "over") not in cut
    assert told_of(clinic, "check")["change", "people"] == [40]
    for path in ("patient", "caregiver", "helper"):
        assert {section for section, _line in told_of(clinic, "check", path)} == {"answers"}
        page = page_views.page_of(clinic, "en", "check", "", {"path": path})
        assert "You find them without a filter." in page.sections[0].text


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "key"), [("courses", "steps"), ("tasks", "tasks")])
def test_who_began_an_activity_is_audited_by_itself(clinic, few_helpers_did_more, name, key):
    begun, words = {}, set()
    for path in (None, "patient", "caregiver", "helper"):
        told = told_of(clinic, name, path)
        (value,) = (values[0] for (section, _line), values in told.items() if section == key)
        begun[path] = getattr(value, "value", value)
        words.add(getattr(value, "text", ""))

    assert words == {"", "not shown"}
    assert begun == {None: 40, "patient": 25, "caregiver": None, "helper": None}
