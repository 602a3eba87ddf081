"""What is typed in a lesson outlives a lost page; what is typed in practice is never kept in the browser."""

import pytest

from tests.journeys.test_guest import start_task

WORDS = "I want to ask who reads my messages."
KEPT = "JSON.stringify(sessionStorage) + JSON.stringify(localStorage)"


def test_a_reflection_is_there_again_after_the_page_was_lost(visitor):
    guest = visitor()
    guest.go("/learn/start-here/what-a-portal-is/reflect/")
    guest.page.locator("main textarea").first.fill(WORDS)

    guest.page.reload()

    assert guest.page.locator("main textarea").first.input_value() == WORDS
    guest.press("Next: make a plan")
    assert WORDS not in guest.page.evaluate(KEPT)


@pytest.mark.parametrize("field", ["textarea", "input[name=when_text]"])
def test_notebook_and_plan_keep_a_draft_until_it_is_saved(visitor, field):
    guest = visitor()
    guest.go("/my/notebook/" if field == "textarea" else "/check/plan/")
    guest.page.locator(f"main {field}").first.fill(WORDS)

    guest.page.reload()

    assert guest.page.locator(f"main {field}").first.input_value() == WORDS
    if field != "textarea":
        guest.fill("will_text", "I will open my portal")
    guest.page.locator("main form[data-keep-draft] button").last.click()
    guest.page.wait_for_load_state()
    assert WORDS in guest.text()
    assert WORDS not in guest.page.evaluate(KEPT)
    assert guest.page.locator(f"main {field}").first.input_value() == ""


def test_words_typed_in_practice_are_not_kept_in_the_browser(visitor):
    guest = visitor()
    start_task(guest, "message-side-effect")
    guest.page.goto(f"{guest.page.url}messages/new/")
    guest.press("It can wait. I want to write")
    for name, button in (("category", "Next: choose who gets it"), ("member", "Next: write")):
        guest.page.locator(f"main input[name={name}]").first.check()
        guest.press(button)
    form = guest.page.locator("main form:has(textarea)")
    form.evaluate("one => one.setAttribute('data-keep-draft', '')")  # even where somebody asked for it

    guest.page.locator("main textarea").first.fill(WORDS)

    assert WORDS not in guest.page.evaluate(KEPT)


def test_an_error_page_gives_the_words_back_and_keeps_no_copy(visitor):
    guest = visitor()
    guest.go("/check/plan/")
    guest.fill("when_text", WORDS)
    guest.page.locator("main form[data-keep-draft] button").last.click()
    guest.page.wait_for_load_state()

    assert guest.page.locator("[data-error-summary]").count() == 1
    assert guest.page.locator("main input[name=when_text]").input_value() == WORDS
    assert WORDS not in guest.page.evaluate(KEPT)
