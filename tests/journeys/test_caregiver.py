"""A caregiver plays both seats: Ruth invites with a limit, Sam accepts and sees no more than that."""

import re

import pytest

from tests.journeys.test_guest import skip_ahead, start_task


def in_portal(visitor, path):
    """Opens a part of the practice that is open."""
    visitor.page.goto(re.sub(r"(/practice/[0-9a-f-]{36}/).*", rf"\1{path}", visitor.page.url))


def invite(visitor):
    """As Ruth: invites Sam to visits, medicines and messages."""
    in_portal(visitor, "proxy/")
    visitor.press("Invite someone")
    visitor.page.locator("main input[name=person]").first.check()
    visitor.press("Next: how much they see")
    visitor.choose("level", "medicines-messages")
    visitor.press("Next: look at it once more")
    visitor.page.locator("main input[name=has_signed]").check()
    visitor.check()
    visitor.press("Sign and send the invitation")


def hand_over(visitor):
    """Takes Sam's seat."""
    in_portal(visitor, "coach/turn/proxy/")
    visitor.check()
    visitor.page.locator("main .turn form button").click()
    visitor.page.wait_for_load_state()


def accept(visitor):
    """As Sam: reads the e-mail, types its code and his birth date."""
    in_portal(visitor, "proxy/letter/")
    code = visitor.page.locator("main article b.lead").inner_text()
    visitor.check()
    visitor.press("Accept the invitation")
    visitor.fill("code", code)
    visitor.page.locator("main [name=month]").select_option("6")
    visitor.fill("day", "28")
    visitor.fill(
        "year", re.search(r"\b19\d\d\b", visitor.page.locator("main .callout.words").inner_text())[0]
    )
    visitor.press("Accept")


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_caregiver_plays_both_seats(visitor, language):
    carer = visitor(language=language)
    start_task(carer, "proxy-invite-son")
    carer.page.locator("main .turn form button").click()
    carer.page.wait_for_load_state()
    invite(carer)
    hand_over(carer)
    accept(carer)
    skip_ahead(carer, 5)
    in_portal(carer, "proxy/tour/")
    carer.page.locator("main .portal__body form button").first.click()
    carer.page.wait_for_load_state()
    assert carer.page.locator(".portal__viewing").is_visible()
    carer.check()

    in_portal(carer, "results/")
    assert carer.page.locator("main .portal__body").inner_text().count("A1c") == 0
    in_portal(carer, "medicines/")
    carer.page.locator("main .rows a").first.click()
    carer.page.wait_for_load_state()
    carer.is_told("You did it")


def test_giving_the_password_away_is_a_mistake_with_a_way_back(visitor):
    carer = visitor()
    start_task(carer, "proxy-invite-son")
    carer.page.locator("main .turn form button").click()
    in_portal(carer, "proxy/password/")
    carer.check()
    carer.page.locator("main .portal__body form button").first.click()
    carer.page.wait_for_load_state()

    carer.is_told("Not this time")
