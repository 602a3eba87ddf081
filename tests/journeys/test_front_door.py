"""Through the front door in a browser: with and without script, on a phone, in both languages."""

import re

import pytest

from sandbox_portal import personas
from tests.journeys.test_guest import start_task

RUTH = personas.get("ruth")


def send(visitor):
    """Sends the form of the pretend portal's page."""
    visitor.page.locator(".portal__body form:has(.field, fieldset) button.button").first.click()
    visitor.page.wait_for_load_state()
    visitor.check()


def place(visitor, path):
    """Opens a page of the practice by its path."""
    visitor.page.goto(re.sub(r"(/practice/[0-9a-f-]{36}/).*", rf"\1{path}", visitor.page.url))


def newest_code(visitor, where):
    """Reads the newest code on the pretend phone or in the mailbox, and goes back."""
    back = visitor.page.url
    place(visitor, where)
    visitor.check()
    visitor.page.locator(".portal__body .tasks a").first.click()
    said = visitor.page.locator("blockquote").inner_text()
    visitor.check()
    visitor.page.goto(back)
    return re.search(r"[A-Z][2-9][A-Z][2-9]-[A-Z][2-9][A-Z][2-9]|\d{6}", said)[0]


def type_birthday(visitor):
    shown = re.search(r"/practice/([0-9a-f-]{36})/", visitor.page.url)
    assert shown
    born = visitor.page.locator(".slip dd").nth(1).inner_text()
    month = {"January": "1", "March": "3", "February": "2", "marzo": "3", "febrero": "2"}
    name = next(word for word in month if word in born)
    day, year = re.search(r"\b(\d{1,2})\b", born)[1], re.search(r"\d{4}", born)[0]
    visitor.page.locator("main [name=month]").select_option(month[name])
    visitor.fill("day", day)
    visitor.fill("year", year)


@pytest.mark.parametrize(("language", "script"), [("en", True), ("es", False)])
def test_signing_up_with_a_letter_that_is_too_old(visitor, language, script):
    guest = visitor(language=language, script=script)
    start_task(guest, "sign-up-letter")
    guest.choose("choice", "letter")
    send(guest)
    place(guest, "door/new-code/")
    guest.choose("choice", "text")
    send(guest)
    guest.fill("code", newest_code(guest, "phone/alerts/"))
    guest.choose("whose", "mine")
    type_birthday(guest)
    send(guest)
    guest.choose("choice", "yes")
    send(guest)
    guest.choose("choice", "ruth-by-the-lake")
    send(guest)
    guest.fill("password", "too short")
    send(guest)
    guest.fill("password", "green paper boat in march")
    send(guest)
    for where in ("phone/alerts/", "phone/mailbox/"):
        guest.choose("choice", "own")
        send(guest)
        guest.fill("code", newest_code(guest, where))
        send(guest)
    guest.choose("choice", "app")
    send(guest)

    told = guest.page.locator("body").inner_text()
    assert guest.say("Your account is ready, and you are signed in.") in told


def test_signing_in_at_the_library_and_out_again(visitor):
    guest = visitor()
    start_task(guest, "sign-in-library")
    guest.fill("name", "ruth.alvarez")
    guest.fill("password", "a wrong one")
    send(guest)
    assert guest.page.locator("main [name=password]").input_value() == ""
    guest.fill("password", RUTH.password)
    send(guest)
    guest.fill("code", newest_code(guest, "phone/alerts/"))
    send(guest)
    guest.page.get_by_role("button", name="Step away for a moment").click()
    guest.is_told("Are you still there?")
    guest.check()
    guest.page.get_by_role("button", name="Stay signed in").click()
    guest.page.get_by_role("button", name="Close the window").click()
    guest.is_told("You only closed the window")
    guest.check()
    guest.page.get_by_role("button", name="Open the portal again").click()
    guest.page.locator(".portal__out").get_by_role("button", name="Sign out").click()
    guest.is_told("You are signed out")
    guest.page.go_back()
    guest.is_told("You are signed out")
