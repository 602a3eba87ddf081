"""The pretend portal in other clothes, and the way one went."""

import pytest
from django.urls import reverse

from sandbox_portal.scenarios import loader
from sandbox_portal.scenarios.checks import EventHappened, Mistake
from sandbox_portal.sections import skins
from tests.factories import practice as make

pytestmark = pytest.mark.django_db


def at(practice, name="portal"):
    return reverse(f"practice:{name}", kwargs={"key": practice.key})


def with_rules(clinic, **rules):
    clinic.policy_data = clinic.policy_data | rules
    clinic.save()


@pytest.mark.parametrize("layout", ["tabs", "side", "cards"])
def test_a_clinic_chooses_how_its_portal_looks(ruth, clinic, client_for, layout):
    with_rules(clinic, layout=layout, menu_words={"medicines": {"en": "Pill cupboard", "es": "Pastillero"}})
    page = client_for(ruth).get(at(make.free_practice(ruth))).content.decode()

    assert f"portal--{layout}" in page
    assert "Pill cupboard" in page


def test_the_same_task_wears_another_clinics_clothes(ruth, client_for):
    tasks = {task.slug: task for task in loader.load()}
    practice = make.practice_of(ruth, tasks["refill-other-portal"])
    page = client_for(ruth).get(at(practice)).content.decode()

    for words in ("Cedar Health Online", "Pill box", "portal--cards"):
        assert words in page
    assert skins.of(practice, "es").menu_words["medicines"] == "Mi botiquín"
    assert (
        skins.of(make.practice_of(ruth, tasks["refill-in-time"]), "en").portal_name != "Cedar Health Online"
    )


def test_the_way_one_went_is_told_in_order(ruth, client_for):
    checks = [EventHappened(slug="home", kind="home.opened"), Mistake(slug="oops", kind="profile.opened")]
    practice = make.practice_of(ruth, make.scenario(checks=checks))
    practice.log("profile.opened")
    practice.log("home.opened")

    page = client_for(ruth).get(at(practice, "result")).content.decode()

    assert "Step by step: how you did it" in page
    assert (
        0 < page.index("oops", page.index("Step by step")) < page.index("Do home", page.index("Step by step"))
    )


def test_a_stranger_sees_no_replay(ruth, sam, client_for):
    practice = make.practice_of(ruth, make.scenario())
    practice.log("home.opened")

    assert client_for(sam).get(at(practice, "result")).status_code == 404
