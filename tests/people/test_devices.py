"""A guest goes on on another device with a short code: once, in time, and nobody else."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from lms.people import actions, devices, guests
from lms.people.models import DeviceCode, Learner, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


@pytest.fixture
def visitor(clinic, client_for):
    return client_for()


@pytest.fixture
def guest(visitor):
    visitor.post(reverse("people:choose_path"), {"path": "caregiver"})
    return Learner.objects.get()


def shown_code(client):
    page = client.post(reverse("people:make_device_code")).content.decode()
    return re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", page).group()


def typed(client, code):
    return client.post(reverse("people:device"), {"code": code})


def learner_of(client):
    key = client.cookies["pw_learner"].value if "pw_learner" in client.cookies else ""
    return key and guests.signing.TimestampSigner(salt=guests.SALT).unsign(key)


def test_the_code_carries_the_guest_to_another_device(visitor, guest, client_for):
    other = client_for()
    answer = typed(other, shown_code(visitor).lower().replace("-", " "))

    assert answer.status_code == 302
    assert learner_of(other) == guest.key.hex
    assert learner_of(visitor) == guest.key.hex  # both devices from now on


def test_a_code_works_once(visitor, guest, client_for):
    code = shown_code(visitor)
    typed(client_for(), code)
    third = client_for()

    assert typed(third, code).status_code == 422
    assert not learner_of(third)


def test_a_code_runs_out_and_a_new_one_ends_the_old(visitor, guest, client_for):
    old, new = shown_code(visitor), shown_code(visitor)
    other = client_for()

    assert typed(other, old).status_code == 422
    DeviceCode.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert typed(other, new).status_code == 422
    assert not learner_of(other)


def test_after_eight_wrong_codes_even_the_right_one_waits(visitor, guest, client_for):
    code, other = shown_code(visitor), client_for()
    for _ in range(devices.MOST_TRIES):
        assert typed(other, "AAAA-AAAA").status_code == 422

    assert typed(other, code).status_code == 429
    assert not learner_of(other)


def test_the_other_devices_own_guest_is_not_mixed_in(visitor, guest, client_for):
    other = client_for()
    other.post(reverse("people:choose_path"), {"path": "helper"})
    stranger = Learner.objects.exclude(pk=guest.pk).get()
    typed(other, shown_code(visitor))

    assert learner_of(other) == guest.key.hex
    stranger.refresh_from_db()
    assert stranger.path == "helper"


def test_who_made_an_account_meanwhile_is_opened_by_no_code(visitor, guest, client_for):
    code, user = shown_code(visitor), User.objects.create_user("elsewhere@example.org")
    actions.adopt_guest(user=user, guest=guest)
    other = client_for()

    assert typed(other, code).status_code == 422
    assert not learner_of(other)


def test_only_a_guest_who_did_something_gets_a_code_and_nobody_can_read_it_back(visitor, guest, client_for):
    client_for().post(reverse("people:make_device_code"))
    code = shown_code(visitor)

    kept = DeviceCode.objects.get()
    assert kept.learner == guest
    assert code.replace("-", "") not in kept.code_hash.upper()
    with pytest.raises(ValueError, match="signs in"):
        devices.make(guest=Learner(user_id=1))


def test_a_code_goes_with_its_guest(visitor, guest):
    shown_code(visitor)
    actions.erase(learner=guest)

    assert not DeviceCode.objects.exists()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_that_asks_for_the_code_opens_for_a_newcomer(visitor, language):
    page = visitor.get(reverse("people:device").replace("/en/", f"/{language}/"))

    assert page.status_code == 200
    assert 'name="code"' in page.content.decode()
