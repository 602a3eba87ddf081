"""The demo has a class with people in it, made once."""

import pytest

from courses.simulator import a_class
from lms.classes import actions, done
from lms.classes.models import ClassMember, StudyClass
from lms.organisations.models import Membership

pytestmark = pytest.mark.django_db


def test_the_demos_leader_sees_those_who_agreed_and_what_they_did(clinic, staff_of):
    dana = staff_of("dana", clinic, Membership.Role.ADMIN)

    a_class.load()
    a_class.load()

    (made,) = StudyClass.objects.for_organisation(clinic)
    assert actions.to_lead(dana, clinic).get() == made
    assert ClassMember.objects.filter(study_class=made).count() == len(a_class.PEOPLE)
    shown = list(made.members.showing())
    counts = done.of(shown, clinic)
    finished = {one.nickname: counts[one.learner_id]["lessons"] for one in shown}
    assert sum(finished.values()) > 0 and finished["Night owl"] == 0
    assert "Luna" not in finished
