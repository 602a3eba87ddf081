"""The house's own staff change a skill's words; nobody adds one or takes one away."""

import pytest
from django.urls import reverse

from lms.people.models import User
from lms.skills import SLUGS
from lms.skills.models import Skill

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(nonprofit, client):
    client.force_login(User.objects.create_superuser("house@example.org", "three-boats-on-a-lake"))
    return client


def test_there_are_13_in_each_language(locales):
    assert Skill.objects.in_language("en").count() == Skill.objects.in_language("es").count() == len(SLUGS)


def test_the_house_changes_the_words_of_a_skill(house):
    skill = Skill.objects.in_language("en").get(slug="messaging")

    house.post(
        reverse("wagtailsnippets_skills_skill:edit", args=[skill.pk]),
        {"title": "Writing to the clinic", "can_do": skill.can_do, "why": skill.why},
    )

    skill.refresh_from_db()
    assert (skill.title, skill.slug) == ("Writing to the clinic", "messaging")


@pytest.mark.parametrize("act", ["add", "delete"])
def test_nobody_adds_or_deletes_a_skill(house, act):
    args = [Skill.objects.in_language("en").get(slug="messaging").pk] if act == "delete" else []

    house.post(reverse(f"wagtailsnippets_skills_skill:{act}", args=args), {"title": "A new one"})

    assert Skill.objects.in_language("en").count() == len(SLUGS)
