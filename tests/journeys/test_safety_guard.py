"""The guard in the browser: it warns before anything is sent, and agrees with the server."""

import pytest
from django.template.loader import render_to_string

from lms.organisations.policy import Policy
from sandbox_portal.safety import browser
from tests.sandbox_portal.safety import corpus

STATIC = browser.FILE.parent
ORIGIN = "http://guard.test"


@pytest.fixture
def guarded(chromium):
    """A page with one guarded field; `guarded.asked` are the addresses that it asked for."""
    context = chromium.new_context()
    page = context.new_page()
    page.asked = []
    guard = render_to_string("sandbox_portal/safety/guard.html", {"policy": Policy()})
    body = f"""<!doctype html><html lang="en"><title>Guard</title><body><main>
        <form method="post" action="/send">
        <label>Note <textarea name="note" data-safety="/safety-data.json"></textarea></label>
        <button>Send</button></form></main>{guard}</body></html>"""

    def answer(route):
        path = route.request.url.removeprefix(ORIGIN)
        page.asked.append((route.request.method, path))
        if path.endswith(".js"):
            route.fulfill(path=STATIC / "safety.js", content_type="text/javascript")
        elif path == "/safety-data.json":
            route.fulfill(path=browser.FILE, content_type="application/json")
        else:
            route.fulfill(body=body if path == "/" else "sent", content_type="text/html")

    page.route("**/*", answer)
    page.goto(ORIGIN + "/")
    yield page
    context.close()


def _type(page, text):
    with page.expect_response("**/safety-data.json"):
        page.get_by_label("Note").focus()
    page.get_by_label("Note").fill(text)
    page.wait_for_timeout(200)  # until the lists are read
    page.get_by_label("Note").blur()


def test_an_emergency_opens_the_dialog_with_the_focus_inside(guarded):
    _type(guarded, "I have chest pain")

    assert guarded.locator("dialog").is_visible()
    assert guarded.evaluate("document.querySelector('dialog').contains(document.activeElement)")
    assert guarded.locator("[data-tier=T1]").is_visible()
    assert not guarded.locator("[data-tier=T2]").is_visible()


def test_the_dialog_is_not_closed_by_escape_but_by_its_button(guarded):
    _type(guarded, "Quiero morir")
    guarded.keyboard.press("Escape")
    assert guarded.locator("[data-tier=T2]").is_visible()

    guarded.get_by_role("button", name="This was only practice").click()

    assert not guarded.locator("dialog").is_visible()
    assert guarded.get_by_label("Note").input_value() == "Quiero morir"


def test_nothing_is_sent_while_an_emergency_stands_in_the_field(guarded):
    _type(guarded, "fine")
    guarded.get_by_label("Note").fill("My father is unconscious")
    guarded.evaluate("document.querySelector('form').requestSubmit()")

    assert guarded.locator("dialog").is_visible()
    assert {method for method, _ in guarded.asked} == {"GET"}


def test_a_number_gets_a_note_under_the_field_that_does_not_repeat_it(guarded):
    _type(guarded, "My number is 123-45-6789 and my phone 312-867-5309")

    note = guarded.locator("[data-safety-note]").inner_text()
    assert "Social Security" in note and "phone" in note and "6789" not in note


def test_a_calm_text_gets_nothing(guarded):
    _type(guarded, "I have no chest pain. May I take the pill with milk? Call 555-0142.")

    assert not guarded.locator("dialog").is_visible()
    assert guarded.locator("[data-safety-note]").is_hidden()


@pytest.mark.parametrize("language", corpus.LANGUAGES)
def test_the_browser_finds_nearly_all_and_stops_little_that_the_server_lets_through(guarded, language):
    """Without typing slips and readings, which only the server knows."""
    found = _stops(guarded, [text for _, text in corpus.positives(language)])
    calm = _stops(guarded, corpus.near_misses(language))

    assert sum(found) >= 0.85 * len(found)
    assert sum(calm) <= 0.10 * len(calm)


def _stops(page, texts):
    """Types each text and says whether the dialog came."""
    page.get_by_label("Note").focus()
    return page.evaluate(
        """async (texts) => {
            const box = document.querySelector("textarea"), dialog = document.querySelector("dialog");
            await new Promise((done) => setTimeout(done, 300));
            return texts.map((text) => {
                box.focus(); box.value = text; box.blur();
                const stops = dialog.open;
                if (stops) dialog.querySelector("[data-safety-close]").click();
                return stops;
            });
        }""",
        texts,
    )
