"""Two clicks at the same moment, on PostgreSQL: one row, and a kind word for the second."""

import uuid

import pytest

from lms.organisations.models import Organisation
from lms.people.models import Learner
from sandbox_portal.practice import Practice
from sandbox_portal.sections.medicines import rules as medicines
from sandbox_portal.sections.medicines.models import RefillRequest
from sandbox_portal.sections.proxy import helper
from sandbox_portal.sections.proxy import rules as proxy
from sandbox_portal.sections.proxy.models import ProxyGrant
from tests.factories import practice as make
from tests.together import NEEDS_POSTGRES, together

pytestmark = NEEDS_POSTGRES


@pytest.fixture
def practice(db):
    organisation = Organisation.objects.create(name="Lakeside Clinic", slug="lakeside-alone", kind="clinic")
    return make.free_practice(Learner.objects.create(organisation=organisation))


def mine(practice):
    """The practice as each of two requests reads it for itself."""
    return Practice.objects.for_learner(practice.learner).get(pk=practice.pk)


def finished_draft(practice, medicine="lisinopril"):
    request = RefillRequest.objects.create(
        practice=practice, medicine=medicine, seat="patient", kind="refill", takes="as-told", left="few",
        pharmacy="corner",
    )  # fmt: skip
    request.statuses.create(status="draft", at_sim=practice.now, by="patient")
    return request


def submit(request):
    """Sends a request; returns the reason where the portal said no."""
    fresh = RefillRequest.objects.get(pk=request.pk)
    fresh.practice = mine(request.practice)
    try:
        medicines.submit(request=fresh)
    except medicines.NotPossible as no:
        return no.reason


def test_two_clicks_begin_one_refill(practice):
    def click(key=None):
        return medicines.start(
            practice=mine(practice), form_key=key or uuid.uuid4(), medicine="lisinopril"
        ).pk

    key = uuid.uuid4()
    begun = together(*[click] * 3, *[lambda: click(key)] * 3)

    assert len(set(begun)) == 1
    assert RefillRequest.objects.count() == 1


def test_of_two_drafts_sent_at_once_one_goes_and_the_other_is_told(practice):
    first, second = finished_draft(practice), finished_draft(practice)

    told = together(lambda: submit(first), lambda: submit(second))

    assert sorted(told, key=str) == [None, "asked-already"]
    assert RefillRequest.objects.filter(status="submitted").count() == 1


def test_two_who_ask_for_access_at_once_ask_once(practice):
    def ask():
        try:
            return helper.ask(practice=mine(practice), form_key=uuid.uuid4(), way="request")
        except proxy.NotPossible as no:
            return no.args[0]

    answers = together(ask, ask)

    assert "already" in answers
    assert ProxyGrant.objects.count() == 1
