"""Signing up: every way to an account, and every way that does not lead there."""

import pytest
from django.utils import timezone

from sandbox_portal import actions, personas
from sandbox_portal.sections.alerts.models import Alert
from sandbox_portal.sections.door import passphrases, signing_up
from tests.sandbox_portal.door.conftest import GOOD

pytestmark = pytest.mark.django_db
RUTH = personas.get("ruth")


def born():
    """The birth date on the card, as the form takes it; it moves with the story."""
    day = RUTH.chart_from(RUTH.first_day(timezone.localdate())).patient.birth_date
    return {"month": day.month, "day": day.day, "year": day.year}


def activate(page, code, **other):
    return page("door-code", data={"whose": "mine", "code": code, **born(), **other})


def go_on(page, digits, *, name="ruth-by-the-lake", password=GOOD, phone="own", email="own", step="app"):
    """All that comes after the code."""
    page("door-terms", data={"choice": "yes"})
    page("door-name", data={"choice": name})
    page("door-passphrase", data={"password": password})
    page("door-phone", data={"choice": phone})
    page("door-phone", data={"code": digits("phone")})
    page("door-email", data={"choice": email})
    page("door-email", data={"code": digits("email")})
    page("door-second", data={"choice": step})


def test_from_the_letter_to_the_portal(page, invited, digits, now, events):
    code = invited()
    assert activate(page, code).url.endswith("/terms/")
    go_on(page, digits)
    account = now().door
    assert account.status == "active" and account.is_inside
    assert (account.name, account.second_step) == ("ruth-by-the-lake", "app")
    assert page("portal").status_code == 200
    assert len(events("door.activated")) == 1


def test_spaces_dashes_and_small_letters_in_the_code_are_forgiven(page, invited, now):
    code = invited()
    activate(page, f" {code[:4].lower()} - {code[4:].lower()} ")
    assert now().door.status == "matched"


@pytest.mark.parametrize("year", ["3000000000", "9999999", "19-55"])
def test_a_year_that_is_none_is_an_error_of_its_field(page, invited, year):
    answer = activate(page, invited(), year=year)
    assert answer.status_code == 422
    assert answer.context["form"].errors["year"]


def test_an_expired_code_asks_for_a_new_one(page, invited, digits, now):
    code = invited(is_expired=True)
    assert "has expired" in activate(page, code).content.decode()
    page("door-new-code", data={"choice": "text"})
    fresh = Alert.objects.get().facts["code"]
    assert activate(page, code).status_code == 422
    activate(page, fresh)
    assert now().door.status == "matched"


def test_a_new_code_by_letter_takes_three_work_days(page, invited, now):
    invited(is_expired=True)
    page("door-new-code", data={"choice": "letter"})
    assert not Alert.objects.exists()
    actions.skip_ahead(practice=now(), business_days=3)
    letter = Alert.objects.get(channel="mail")
    assert letter.facts["code"] in page("mailbox-letter", pk=letter.pk).content.decode()
    activate(page, letter.facts["code"])
    assert now().door.status == "matched"


def test_a_code_opens_the_record_of_the_letters_person_only(page, invited, now, events):
    assert "family access" in activate(page, invited(), whose="other").content.decode()
    assert now().door.status == "invited"
    assert events("door.identity_checked") == [{"is_right": False, "whose": "other"}]


def test_details_that_do_not_match_three_times_lead_to_the_phone(page, invited, now, key):
    code = invited()
    for _ in range(3):
        answer = activate(page, code, year=1954)
    assert "did not fit three times" in answer.content.decode()
    assert activate(page, code).status_code == 422  # the right ones are too late now
    page("phone", data={"about": "sign-in", "form_key": key()})
    activate(page, Alert.objects.get().facts["code"])
    assert now().door.status == "matched"


def test_one_who_has_an_account_is_sent_to_sign_in(page, outside):
    outside()
    assert "There is an account already" in page("door-code", follow=True).content.decode()
    assert page("door-code").url.endswith("/door/")
    assert page("door-questions").url.endswith("/door/")


def test_the_way_to_a_look_alike_leads_nowhere(page, invited, now, events):
    invited(has_found=False)
    assert page("door").url.endswith("/where/")
    assert "not the clinic’s" in page("door-where", data={"choice": "ad"}).content.decode()
    assert not now().door.has_found
    page("door-where", data={"choice": "letter"})
    assert now().door.has_found
    assert [e["to"] for e in events("door.address_chosen")] == ["ad", "letter"]


def test_without_a_code_two_facts_of_the_card_are_asked(page, invited, now):
    invited()
    assert page("door-questions", data={"digits": "999", **born()}).status_code == 422
    page("door-questions", data={"digits": "417", **born()})
    assert now().door.status == "matched"


@pytest.mark.parametrize(
    ("answer", "state", "words"), [("417", "matched", "go on"), ("999", "denied", "not finish")]
)
def test_where_the_policy_says_so_the_clinic_looks_first(page, invited, practice, now, answer, state, words):
    practice.organisation.policy_data = {"sign_in": {"sign_up": "review"}}
    practice.organisation.save()
    invited()
    page("door-questions", data={"digits": answer, **born()})
    assert now().door.status == "in-review"
    assert "looking at it" in page("door-review").content.decode()
    actions.skip_ahead(practice=now(), business_days=1)
    assert now().door.status == state
    mail = Alert.objects.get(channel="email", kind="account")
    assert words in page("mailbox-letter", pk=mail.pk).content.decode()


def test_no_to_the_terms_makes_no_account(page, invited, now):
    activate(page, invited())
    assert "on paper" in page("door-terms", data={"choice": "no"}).content.decode()
    assert page("door-name").url.endswith("/terms/")


def test_a_taken_name_is_refused_before_anything_is_kept(page, invited, now):
    activate(page, invited())
    page("door-terms", data={"choice": "yes"})
    answer = page("door-name", data={"choice": "ruth-alvarez"})
    assert "has this name already" in answer.content.decode()
    assert now().door.name == ""


def test_a_weak_password_is_told_rule_by_rule(page, invited, now, events):
    activate(page, invited())
    page("door-terms", data={"choice": "yes"})
    page("door-name", data={"choice": "ruth-by-the-lake"})
    html = page("door-passphrase", data={"password": "Ruth1955"}).content.decode()
    assert html.count("Not yet") == 3 and "Ruth1955" not in html
    assert events("door.passphrase_refused") == [{"rule": "long"}]
    assert not now().door.has_passphrase


def test_a_code_to_somebody_elses_phone_cannot_be_read(page, invited, digits, now):
    activate(page, invited())
    page("door-terms", data={"choice": "yes"})
    page("door-name", data={"choice": "ruth-by-the-lake"})
    page("door-passphrase", data={"password": GOOD})
    page("door-phone", data={"choice": "other"})
    assert "cannot see the code" in page("door-phone").content.decode()
    assert not Alert.objects.exists()
    page("door-phone", data={"change": "yes"})
    page("door-phone", data={"choice": "own"})
    page("door-phone", data={"code": digits("phone")})
    assert now().door.has_phone


def test_the_steps_go_in_order(page, invited):
    activate(page, invited())
    assert page("door-second").url.endswith("/terms/")
    assert page("door-email").url.endswith("/terms/")


def test_next_step_of_an_account_in_use_is_the_door(outside):
    assert signing_up.next_step(outside()) == "door"


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        (GOOD, []),
        ("barco de papel en julio", []),
        ("short one x", ["long", "words"]),
        ("ruth likes boats", ["personal"]),
        ("two longwordshere", ["words"]),
        ("my password is blue", ["common"]),
        ("mi contraseña es azul", ["common"]),
        ("aa aa aa aa aa aa aa", ["words", "common"]),
    ],
)
def test_the_rules_of_a_password(text, broken):
    assert passphrases.broken(text, least=14, personal=("Ruth", "1955")) == broken


def test_a_forgotten_user_name_comes_by_email(page, outside):
    outside()
    assert page("door-forgot-name", data={**born(), "year": 1954}).status_code == 422
    page("door-forgot-name", data=born())
    mail = Alert.objects.get(channel="email")
    assert "ruth-alvarez" in page("mailbox-letter", pk=mail.pk).content.decode()


def test_a_forgotten_password_opens_a_locked_account(page, outside, digits, now):
    outside()
    for tries in range(5):
        page("door", data={"name": "ruth-alvarez", "password": "wrong-one", "tries": tries})
    page("door-forgot-password", data={"name": "ruth-alvarez", "channel": "text"})
    assert page("door-new-password").url.endswith("/forgot-password/")
    page("door-reset", data={"code": digits("reset")})
    page("door-new-password", data={"password": "too short"})
    assert now().door.status == "locked"
    page("door-new-password", data={"password": GOOD})
    assert now().door.status == "active"
    assert page("door-new-password").url.endswith("/forgot-password/")  # once


def test_a_stranger_does_not_learn_who_has_an_account(page, outside):
    outside()
    one = page("door-forgot-password", data={"name": "nobody", "channel": "text"}, follow=True)
    two = page("door-forgot-password", data={"name": "ruth-alvarez", "channel": "text"}, follow=True)
    assert (
        "If there is an account" in one.content.decode() and "If there is an account" in two.content.decode()
    )
    assert Alert.objects.count() == 1
