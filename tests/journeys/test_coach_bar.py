"""The coach's bar at the foot of a small phone hides nothing that has the focus (WCAG 2.2, 2.4.11)."""

import pytest

from tests.journeys.test_guest import start_task

SMALL_PHONE = {"width": 320, "height": 740}
MOST_STOPS = 60

COVERED = """() => {
  const one = document.activeElement;
  if (!one.closest(".portal")) return "";
  const box = one.getBoundingClientRect(), bar = document.querySelector(".coach").getBoundingClientRect();
  const isClear = box.bottom <= bar.top + 1 || box.top >= bar.bottom - 1;
  const isSeen = box.bottom <= innerHeight + 1 && box.top >= -1;
  return isClear && isSeen ? "" : one.outerHTML.slice(0, 120);
}"""


@pytest.mark.parametrize("is_open", [False, True], ids=["bar closed", "bar open"])
def test_nothing_that_has_the_focus_is_under_the_coachs_bar(visitor, is_open):
    guest = visitor(size=SMALL_PHONE)
    start_task(guest, "refill-in-time")
    if is_open:
        guest.open_coach()

    covered, seen_portal = [], False
    for _stop in range(MOST_STOPS):
        guest.page.keyboard.press("Tab")
        covered.append(guest.page.evaluate(COVERED))
        seen_portal |= guest.page.evaluate("Boolean(document.activeElement.closest('.portal'))")

    assert seen_portal
    assert not [each for each in covered if each]


def test_a_note_that_was_read_folds_away_on_the_spot(visitor):
    guest = visitor()
    start_task(guest, "message-no-reply")
    guest.page.goto(f"{guest.page.url}phone/")
    guest.page.locator(".portal input[name=about][value=message]").check()
    guest.page.locator(".portal form button").last.click()
    guest.page.wait_for_load_state()
    assert guest.page.locator("[data-folds]").count() == 1

    with guest.page.expect_response(lambda answer: answer.request.method == "POST"):
        guest.press("I have read this")
        assert guest.page.locator("[data-folds]").count() == 0

    guest.page.reload()
    assert guest.page.locator("[data-folds]").count() == 0
