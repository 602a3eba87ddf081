"""Signing in: the password, the second step, the lock, the caller."""

import pytest

from sandbox_portal.sections.alerts.models import Alert
from sandbox_portal.sections.door.models import Stay
from sandbox_portal.sections.phone import rules as phone
from tests.sandbox_portal.door.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def tries(page, now, *passwords, name="ruth-alvarez"):
    for password in passwords:
        answer = page("door", data={"name": name, "password": password, "tries": now().door.wrong_tries})
    return answer


def test_a_practice_that_never_was_at_the_door_is_inside(page):
    assert page("portal").status_code == 200
    assert page("messages").status_code == 200
    assert page("door").url.endswith("/")  # back to the portal


def test_no_page_of_the_portal_opens_outside(page, outside):
    outside()
    for name in ("portal", "messages", "medicines", "results", "alerts", "profile", "documents"):
        assert page(name).url == page("door-step").url.replace("step/", "")  # both lead to the door


def test_the_password_of_the_card_and_the_code_open_the_portal(page, outside, sign_in, now, events):
    outside()
    sign_in()
    assert now().door.is_inside
    assert page("portal").status_code == 200
    assert events("door.signed_in") == [{"device": "own", "is_remembered": False, "way": "code"}]


def test_a_dot_and_capitals_in_the_user_name_are_forgiven(page, outside, now):
    outside()
    tries(page, now, PASSWORD, name=" Ruth.Alvarez ")
    assert now().door.has_passed


@pytest.mark.parametrize("typed", ["my-own-secret-word", PASSWORD.upper(), PASSWORD + " "])
def test_any_other_password_is_refused_and_asks_never_to_type_ones_own(page, outside, now, typed):
    outside()
    answer = tries(page, now, typed)
    assert answer.status_code == 422
    assert "Never type one of your own here" in answer.content.decode()
    assert "4 tries are left" in answer.content.decode()
    assert now().door.wrong_tries == 1


def test_the_same_form_sent_twice_counts_one_wrong_try(page, outside, now):
    outside()
    for _ in range(2):
        page("door", data={"name": "ruth-alvarez", "password": "something-else", "tries": 0})
    assert now().door.wrong_tries == 1


def test_what_is_typed_as_a_name_is_told_by_its_kind_only(page, outside, now, events):
    outside()
    tries(page, now, PASSWORD, name="ruth.alvarez@example.org")
    tries(page, now, PASSWORD, name="somebody")
    assert events("door.name_tried") == [{"typed": "email"}, {"typed": "other"}]
    assert now().door.wrong_tries == 0


def test_five_wrong_passwords_lock_and_the_time_opens(page, outside, now, wait, events):
    outside()
    answer = tries(page, now, *["wrong-one"] * 5)
    assert answer.url.endswith("/locked/")
    assert now().door.status == "locked"
    assert tries(page, now, PASSWORD).url.endswith("/locked/")
    assert "Nothing is deleted" in page("door-locked").content.decode()

    wait(29)
    assert now().door.status == "locked"
    wait(1)
    assert now().door.status == "active"
    assert events("door.unlocked") == [{"by": "time"}]
    assert tries(page, now, PASSWORD).url.endswith("/step/")


def test_a_call_opens_a_locked_account_at_once(page, outside, now, key, wait, events):
    outside()
    tries(page, now, *["wrong-one"] * 5)
    page("phone", data={"about": "sign-in", "form_key": key()})
    assert now().door.status == "active"
    wait(60)
    assert events("door.unlocked") == [{"by": "phone"}]


def test_a_lock_is_told_by_alert(page, outside, now):
    outside()
    tries(page, now, *["wrong-one"] * 5)
    assert {(a.channel, a.item) for a in Alert.objects.all()} == {("email", "locked"), ("text", "locked")}


def test_the_policy_says_how_many_tries_and_minutes(page, practice, outside, now, wait):
    clinic = practice.organisation
    clinic.policy_data = {"sign_in": {"tries_before_lockout": 3, "lockout_minutes": 5}}
    clinic.save()
    outside()
    tries(page, now, "wrong-one", "wrong-two", "wrong-three")
    assert now().door.status == "locked"
    wait(5)
    assert now().door.status == "active"


def test_a_code_works_for_ten_minutes_and_once(page, outside, now, wait, digits):
    outside()
    tries(page, now, PASSWORD)
    wait(10)
    answer = page("door-step", data={"code": digits("sign-in")})
    assert "too old" in answer.content.decode()

    old = digits("sign-in")
    page("door-step", data={"again": "email"})
    assert page("door-step", data={"code": old}).status_code == 422 or digits("sign-in") == old
    assert page("door-step", data={"code": digits("sign-in")}).status_code == 302
    assert now().door.is_inside


def test_three_wrong_codes_end_a_code(page, outside, now, digits):
    outside()
    tries(page, now, PASSWORD)
    wrong = "000000" if digits("sign-in") != "000000" else "111111"
    for _ in range(3):
        page("door-step", data={"code": wrong})
    answer = page("door-step", data={"code": digits("sign-in")})
    assert "no longer good" in answer.content.decode()
    assert not now().door.is_inside


def test_a_code_may_be_typed_with_spaces(page, outside, now, digits):
    outside()
    tries(page, now, PASSWORD)
    code = digits("sign-in")
    page("door-step", data={"code": f" {code[:3]} {code[3:]} "})
    assert now().door.is_inside


def test_looking_at_the_phone_and_coming_back_loses_nothing(page, outside, now):
    outside()
    tries(page, now, PASSWORD)
    page("phone-alerts")
    assert page("portal", follow=True).request["PATH_INFO"].endswith("/door/step/")


def test_without_the_password_no_code_is_of_use(page, outside, now):
    outside()
    assert page("door-step", data={"code": "123456"}).url.endswith("/door/")
    assert not now().door.is_inside


def test_a_remembered_device_is_asked_for_no_code(page, outside, now, sign_in, events):
    outside()
    sign_in(remember="on")
    page("door-sign-out", data={})
    tries(page, now, PASSWORD)
    assert now().door.is_inside
    assert events("door.signed_in")[-1]["way"] == "remembered"


def test_one_that_was_not_ticked_is_asked_again(page, outside, now, sign_in):
    outside()
    sign_in()
    page("door-sign-out", data={})
    tries(page, now, PASSWORD)
    assert not now().door.is_inside and now().door.has_passed


def test_a_shared_computer_is_told_by_alert(page, outside, sign_in):
    outside(device="shared")
    sign_in()
    assert Alert.objects.filter(item="new-device").count() == 2


def test_a_code_that_a_caller_has_heard_opens_nothing(page, outside, now, digits):
    outside(has_caller=True)
    tries(page, now, PASSWORD)
    assert "rings" in page("phone-alerts").content.decode()
    page("door-caller", data={"choice": "told"})
    assert page("door-step", data={"code": digits("sign-in")}).status_code == 422
    assert "rings" not in page("phone-alerts").content.decode()


def test_hanging_up_keeps_the_code_good(page, outside, now, digits, events):
    outside(has_caller=True)
    tries(page, now, PASSWORD)
    page("door-caller", data={"choice": "hung-up"})
    page("door-step", data={"code": digits("sign-in")})
    assert now().door.is_inside
    assert events("door.caller_answered") == [{"answer": "hung-up"}]


def test_show_what_i_type_gives_back_the_name_and_not_the_password(page, outside):
    outside()
    html = page(
        "door", data={"name": "ruth-alvarez", "password": "do-not-echo", "show": "yes"}
    ).content.decode()
    assert 'type="text" name="password"' in html
    assert "ruth-alvarez" in html
    assert "do-not-echo" not in html


def test_calling_about_it_without_an_account_does_no_harm(practice, key):
    assert phone.call(practice=practice, form_key=key(), about="sign-in").outcome == "noted"


def test_each_time_inside_is_a_row(page, outside, sign_in):
    outside()
    sign_in()
    page("door-sign-out", data={})
    sign_in()
    assert [(s.status, s.device) for s in Stay.objects.order_by("pk")] == [
        ("signed-out", "own"),
        ("signed-in", "own"),
    ]


def test_a_passkey_opens_on_ones_own_phone_and_asks_for_no_code(page, outside, now, events):
    outside()
    assert page("door-passkey", data={"choice": "finger"}).status_code == 302

    assert now().door.is_inside
    assert events("door.signed_in") == [{"device": "own", "is_remembered": False, "way": "passkey"}]
    assert not events("door.code_sent")


def test_no_passkey_opens_a_locked_account_or_somebody_elses(page, outside, now, wait, cleo):
    outside(device="shared")
    assert page("door-passkey", data={"choice": "finger"}).status_code == 422
    assert page("door-passkey", by=cleo, data={"choice": "here"}).status_code == 404
    tries(page, now, *["wrong-one"] * now().policy.sign_in.tries_before_lockout)

    assert page("door-passkey", data={"choice": "here"}).url.endswith("/locked/")
    assert not now().door.is_inside
