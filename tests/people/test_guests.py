"""Guests learn without an account, and keep everything when they make one."""

import pytest
from django.core import signing
from django.urls import reverse

from lms.people import actions, adapter, guests
from lms.people.models import Learner, User
from lms.people.signals import learner_merged
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
SIGN_UP = {"email": "new@example.org", "password1": "three-boats-on-a-lake"}


@pytest.fixture
def visitor(clinic, client_for):
    return client_for()


def become_guest(client):
    client.post(reverse("people:choose_path"), {"path": "caregiver"})
    return Learner.objects.get(user=None)


def test_looking_at_a_page_makes_no_guest(visitor):
    visitor.get(reverse("people:account"))

    assert not Learner.objects.exists()


def test_the_first_act_makes_one_guest_and_the_next_act_finds_it(visitor):
    become_guest(visitor)

    visitor.post(reverse("people:choose_counting"), {"is_counted": "no"})

    learner = Learner.objects.get()
    assert (learner.path, learner.is_counted, learner.is_guest) == ("caregiver", False, True)


@pytest.mark.parametrize("cookie", ["", "rubbish", "0:0", "a" * 4000])
def test_a_broken_cookie_leads_to_a_new_guest_and_no_error(visitor, cookie):
    visitor.cookies["pw_learner"] = cookie

    response = visitor.post(reverse("people:choose_path"), {"path": "helper"})

    assert response.status_code == 302
    assert Learner.objects.count() == 1


def test_an_expired_cookie_is_not_believed(visitor, guest, settings):
    visitor.cookies["pw_learner"] = signing.TimestampSigner(salt=guests.SALT).sign(guest.key.hex)
    settings.LEARNER_COOKIE_AGE = -1

    visitor.post(reverse("people:choose_path"), {"path": "helper"})

    assert Learner.objects.count() == 2


def test_a_cookie_made_up_by_a_stranger_opens_nothing(visitor, guest):
    visitor.cookies["pw_learner"] = f"{guest.key.hex}:1abcde:forged"

    visitor.post(reverse("people:choose_path"), {"path": "helper"})

    guest.refresh_from_db()
    assert guest.path == "patient"


def test_an_accounts_learner_is_never_reached_by_a_cookie(visitor, ruth):
    visitor.cookies["pw_learner"] = signing.TimestampSigner(salt=guests.SALT).sign(ruth.key.hex)

    assert visitor.get(reverse("people:download")).json() == {}


def test_making_an_account_keeps_the_guest(visitor):
    guest = become_guest(visitor)

    visitor.post(reverse("account_signup"), SIGN_UP)

    guest.refresh_from_db()
    assert guest.user == User.objects.get(email="new@example.org")


def test_signing_in_moves_the_guests_rows_and_ends_the_guest(visitor, ruth):
    guest = become_guest(visitor)
    heard = []
    learner_merged.connect(
        lambda source, target, **kw: heard.append((source.pk, target.pk)), weak=False, dispatch_uid="t"
    )

    visitor.post(reverse("account_login"), {"login": "ruth@example.org", "password": PASSWORD})

    learner_merged.disconnect(dispatch_uid="t")
    assert heard == [(guest.pk, ruth.pk)]
    assert not Learner.objects.filter(pk=guest.pk).exists()


def test_adopting_twice_is_harmless(ruth, guest):
    actions.adopt_guest(user=ruth.user, guest=guest)

    assert actions.adopt_guest(user=ruth.user, guest=None) == ruth


def test_a_learner_is_merged_whole_or_not_at_all(ruth, guest):
    def break_(**kwargs):
        raise RuntimeError("a receiver fails")

    learner_merged.connect(break_, weak=False, dispatch_uid="t")

    with pytest.raises(RuntimeError):
        actions.adopt_guest(user=ruth.user, guest=guest)

    learner_merged.disconnect(dispatch_uid="t")
    assert Learner.objects.filter(pk=guest.pk).exists()


def test_of_two_first_clicks_of_one_account_the_second_finds_the_first_ones_learner(clinic, rf):
    user = User.objects.create_user("new@example.org", PASSWORD)
    learners = []
    for _click in range(2):  # both requests came in before there was a learner
        request = rf.post("/")
        request.user, request.organisation, request.learner = user, clinic, None
        learners.append(guests.ensure(request))

    assert learners[0] == learners[1]


@pytest.mark.parametrize(("proxies", "seen"), [(0, "192.0.2.7"), (1, "198.51.100.2")])
def test_behind_a_proxy_the_lock_counts_the_address_that_the_proxy_names(rf, settings, proxies, seen):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = rf.get("/", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.2")

    assert adapter.client_ip(request) == seen
