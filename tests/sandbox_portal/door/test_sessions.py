"""Being inside: the warning, the time-out, signing out, closing the window."""

import re

import pytest
from django.test import Client

from sandbox_portal import actions
from sandbox_portal.sections.messages import rules as messages
from sandbox_portal.sections.messages.models import Message, Thread
from tests.factories import practice as make
from tests.sandbox_portal.door.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(outside, sign_in):
    """Ruth is signed in, having come through the door."""

    def put(**facts):
        outside(**facts)
        sign_in()

    return put


def test_after_thirteen_quiet_minutes_the_portal_asks(page, inside, wait, events):
    inside()
    wait(13)
    assert page("messages").url.endswith("/door/warning/")
    assert "Are you still there?" in page("door-warning").content.decode()
    page("door-warning")
    assert events("door.warned") == [{"device": "own"}]


def test_one_press_keeps_one_signed_in(page, inside, wait, now, events):
    inside()
    wait(13)
    page("door-warning")
    page("door-warning", data={})
    assert page("messages").status_code == 200
    assert len(events("door.extended")) == 1
    wait(12)
    assert page("messages").status_code == 200  # the time runs anew
    assert now().door.is_inside


def test_after_the_time_the_portal_signs_out_and_keeps_the_draft(page, inside, practice, wait, now, key):
    inside()
    thread = messages.begin(practice=practice, form_key=key())
    message = Message.objects.get(thread=thread)
    message.practice = message.thread.practice = practice
    messages.write(message=message, body="My question about", subject="Pills", has_agreed_to_fee=False)
    wait(15)
    assert page("messages").url.endswith("/door/")
    html = page("door").content.decode()
    assert "signed you out" in html and "kept" in html
    assert not now().door.is_inside
    assert Thread.objects.count() == 1 and Message.objects.get().body == "My question about"


def test_looking_at_a_page_moves_the_time_on(page, inside, wait, now):
    inside()
    for _ in range(4):
        wait(10)
        assert page("medicines").status_code == 200
    assert now().door.is_inside


def test_a_skipped_day_signs_out(page, inside, now, practice):
    inside()
    actions.skip_ahead(practice=now(), business_days=1)
    assert not now().door.is_inside
    assert now().door.outside == "timed-out"


def test_the_ways_out_can_be_used_by_a_real_browser(inside, ruth, practice):
    inside()
    client = Client(HTTP_HOST="lakeside.localhost", enforce_csrf_checks=True)
    client.force_login(ruth.user)
    html = client.get(practice.get_absolute_url()).content.decode()
    form = next(part for part in html.split("<form")[1:] if "door/sign-out/" in part)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    answer = client.post(f"/en/practice/{practice.key}/door/sign-out/", {"csrfmiddlewaretoken": token})
    assert answer.status_code == 302


def test_a_practice_that_began_inside_is_never_timed_out(page, now):
    actions.skip_ahead(practice=now(), business_days=3)
    assert page("portal").status_code == 200


def test_signing_out_from_inside_gives_a_practice_its_door(page, now, sign_in):
    assert page("door-sign-out", data={}).url.endswith("/door/")
    assert page("portal").status_code == 302
    sign_in()
    assert page("portal").status_code == 200


def test_the_back_button_shows_nothing_after_signing_out(page, inside):
    inside()
    answer = page("messages")
    assert "no-store" in answer["Cache-Control"]
    page("door-sign-out", data={})
    assert page("messages").status_code == 302


def test_a_closed_window_is_not_signed_out(page, inside, now, events):
    inside(device="shared")
    page("door-close", data={})
    assert "You only closed the window" in page("door").content.decode()
    page("door-open-again", data={})
    assert now().door.is_inside
    assert events("door.left") == [{"device": "shared", "way": "left-open"}]


def test_from_a_closed_window_one_can_still_sign_out(page, inside, now, events):
    inside()
    page("door-close", data={})
    page("door-sign-out", data={})
    assert now().door.outside == "signed-out"
    assert page("door-open-again", data={}).status_code == 302
    assert not now().door.is_inside


def test_a_closed_window_is_timed_out_like_any(page, inside, now, wait):
    inside()
    page("door-close", data={})
    wait(60)
    assert now().door.outside == "timed-out"


def test_stepping_away_twice_on_one_form_moves_the_clock_once(page, inside, now):
    inside()
    since = now().clock
    for _ in range(2):
        page("door-away", data={"long": "no", "since": since.isoformat()})
    assert (now().clock - since).total_seconds() == 13 * 60


def test_the_proxys_seat_has_an_account_of_its_own(ruth, page, outside, practice, now):
    outside()
    actions.switch_seat(practice=now(), to="proxy")
    assert page("portal").status_code == 200
    assert page("phone-alerts").status_code == 404
    assert page("door").status_code == 404
    assert page("phone").status_code == 200


def test_trying_the_door_from_the_hub(ruth, client_for, key):
    client = client_for(ruth)
    answer = client.post("/en/practice/look-around/", {"form_key": key(), "door": "yes"})
    assert answer.url.endswith("/door/begin/")
    answer = client.post(answer.url, {"choice": "shared"}, follow=True)
    assert "library" in answer.content.decode()


def test_beginning_anew_forgets_the_earlier_account(page, inside, now):
    inside()
    page("door-begin", data={"choice": "sign-up"})
    assert now().door.status == "invited"
    assert not now().door.is_inside


def test_a_task_cannot_be_taken_to_another_door(ruth, client_for):
    practice = make.practice_of(ruth, make.scenario())
    answer = client_for(ruth).post(f"/en/practice/{practice.key}/door/begin/", {"choice": "sign-up"})
    assert answer.url == practice.get_absolute_url()


def test_the_persons_own_times_at_the_door_stand_in_the_access_log(page, inside, sign_in):
    assert "Signed out by the portal" not in page("privacy").content.decode()
    inside(device="shared")
    page("door-sign-out", data={})
    sign_in()
    html = page("privacy").content.decode()

    own = html.split("Signed in. Looked at")[0]  # newest first: what stood there before comes below
    assert own.count("Library computer") == 3  # in, out, in again
    assert "Signed out" in own


def test_a_line_about_the_door_opens_and_is_nobody_elses(page, inside, sam, practice):
    inside()
    line = page("privacy").context["rows"][0]["url"].rstrip("/").split("/")[-1]

    assert line.startswith("stay-")
    assert "Signed in" in page("privacy-row", id=line).content.decode()
    assert page("privacy-row", id=line, by=sam).status_code == 404


def test_the_devices_page_shows_the_device_one_is_at(page, inside):
    inside(device="shared")
    first = page("privacy-devices").context["devices"][0]

    assert (first["id"], first["is_this"]) == ("library", True)


def test_who_came_in_elsewhere_can_sign_their_own_phone_out(page, inside):
    inside(device="shared")
    assert "Sign out: Your own phone" in page("privacy-devices").content.decode()
    assert page("privacy-sign-out", id="own-phone", data={}).status_code == 302

    assert [one["id"] for one in page("privacy-devices").context["devices"]].count("own-phone") == 0
    assert page("privacy-sign-out", id="library", data={}).status_code == 404


def test_after_a_change_only_the_new_password_opens_the_door(page, inside, now, key):
    inside()
    page("privacy-password", data={"form_key": key(), "sample": "four-words"})
    page("door-sign-out", data={})

    assert "paper-lantern-river-seven" in page("door").content.decode()
    old = page("door", data={"name": "ruth-alvarez", "password": PASSWORD, "tries": 0})
    assert old.status_code == 422
    page("door", data={"name": "ruth-alvarez", "password": "paper-lantern-river-seven", "tries": 1})
    assert now().door.has_passed


def test_without_the_door_the_devices_are_those_of_the_story(page):
    first = page("privacy-devices").context["devices"][0]

    assert (first["id"], first["is_this"]) == ("own-phone", True)
