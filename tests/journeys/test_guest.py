"""A guest learns, practises, checks themselves, makes an account, and keeps everything."""

import re
import uuid

import pytest

WORDS = {
    "en": "I forgot to ask about my new pills.",
    "es": "Olvidé preguntar por mis pastillas nuevas.",
}


def take_lesson(visitor, slug):
    """Goes through a lesson's five steps to its end, answering its first activity along the way."""
    visitor.go(f"/learn/start-here/{slug}/")
    visitor.press("Start this lesson")
    visitor.page.locator("main textarea").first.fill(WORDS[visitor.language])
    visitor.press("Next: see the idea")
    visitor.check()
    visitor.press("Next: try it")
    visitor.check()
    visitor.press("Next: reflect")
    visitor.page.locator("main textarea").first.fill(WORDS[visitor.language])
    visitor.press("Next: make a plan")
    for group in ("when", "will"):
        visitor.page.locator(f"main input[type=radio][name^={group}]").first.check()
    visitor.press("Put it on my plan and finish")


def start_task(visitor, slug, mode="guided"):
    """Opens a practice task and starts it."""
    visitor.go(f"/practice/task/{slug}/")
    visitor.check()
    visitor.choose("mode", mode)
    visitor.page.locator("main form button").last.click()
    visitor.page.wait_for_load_state()


def ask_for_lisinopril(visitor, pharmacy):
    """Asks for more Lisinopril at a pharmacy, page by page, to the end."""
    visitor.page.goto(re.sub(r"(/practice/[0-9a-f-]{36}/).*", r"\1medicines/", visitor.page.url))
    row = visitor.page.locator("main .rows > li").filter(has_text="Lisinopril").first
    row.locator("form button").click()
    visitor.page.wait_for_load_state()
    visitor.choose("kind", "refill")
    visitor.press("Next: how you take it")
    visitor.page.locator("main input[name=takes]").first.check()
    visitor.page.locator("main input[name=left]").nth(1).check()
    visitor.press("Next: pharmacy")
    visitor.choose("pharmacy", pharmacy)
    visitor.press("Next: note")
    visitor.press("Next: look at it once more")
    visitor.check()
    visitor.press("Send the request")


def skip_ahead(visitor, business_days):
    """Skips ahead on the practice clock, from the coach."""
    visitor.open_coach()
    visitor.page.locator(f"button[name=business_days][value='{business_days}']").first.click()
    visitor.page.wait_for_load_state()


def fail_then_pass_refill(visitor):
    """Sends the refill to the closed pharmacy, starts over, takes a hint, and does it right."""
    start_task(visitor, "refill-in-time")
    ask_for_lisinopril(visitor, "main-street")
    visitor.is_told("Not this time")
    visitor.check()
    visitor.press("See why, and try again")
    visitor.press("Start over")
    visitor.open_coach()
    visitor.press("Give me a hint")
    visitor.check()
    ask_for_lisinopril(visitor, "corner")
    request = visitor.page.url
    skip_ahead(visitor, 3)
    visitor.page.goto(request)
    visitor.is_told("You did it")
    visitor.press("See what you did")
    visitor.check()


def check_oneself(visitor, answers):
    """Answers the five questions and ends on the result."""
    visitor.go("/check/")
    visitor.press("Begin the check")
    for number, answer in enumerate(answers, 1):
        visitor.choose("answer", answer)
        if number == 1:
            visitor.check()
        visitor.press("See my result" if number == len(answers) else "Next question")
    visitor.is_told("What you do well")
    visitor.check()


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_guest_learns_practises_checks_and_keeps_everything(visitor, language):
    guest = visitor(language=language)
    take_lesson(guest, "what-a-portal-is")
    guest.check()
    fail_then_pass_refill(guest)
    check_oneself(guest, ["always", "sometimes", "most-times", "never", "sometimes"])
    guest.page.locator("main section form button").first.click()
    guest.page.wait_for_load_state()

    guest.go("/accounts/signup/")
    guest.fill("email", f"{uuid.uuid4().hex[:12]}@example.org")
    guest.fill("password1", "three-boats-on-a-lake")
    guest.page.locator("main form button[type=submit], main form button").first.click()
    guest.page.wait_for_load_state()

    guest.go("/my/")
    guest.check()
    guest.go("/my/notebook/")
    assert WORDS[language] in guest.text()
    guest.go("/check/plan/")
    assert guest.page.locator("main .rows > li").count() == 2
    guest.go("/practice/task/refill-in-time/")
    guest.is_told("You have done this with help.")


def test_everything_works_without_script(visitor):
    guest = visitor(script=False)
    take_lesson(guest, "what-you-can-do")
    fail_then_pass_refill(guest)
    check_oneself(guest, ["sometimes"] * 5)
