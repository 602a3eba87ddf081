"""Each time at the portal runs out by itself, also where the person is signed in on another device."""

import pytest

from sandbox_portal.sections.door.models import Stay

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_home(outside, sign_in, page, now):
    """Ruth closed the window at the library without signing out, and went home."""
    outside(device="shared")
    sign_in()
    page("door-close", data={})
    account = now().door
    account.device = "own"
    account.save(update_fields=["device"])


def test_a_window_left_open_elsewhere_runs_out_by_itself(at_home, sign_in, wait, now, page):
    wait(5)
    sign_in()  # at home, while the library's window still stands open
    wait(11)
    page("messages")  # the person is busy at home

    library, home = Stay.objects.for_practice(now()).order_by("pk")
    assert (library.status, home.status) == ("timed-out", "signed-in")
    assert now().door.is_inside


def test_the_newest_time_still_runs_out_and_once(at_home, sign_in, wait, now, events):
    sign_in()
    wait(60)

    assert [stay.status for stay in Stay.objects.for_practice(now())] == ["timed-out", "timed-out"]
    assert now().door.outside == "timed-out"
    assert sorted(each["device"] for each in events("door.timed_out")) == ["own", "shared"]
