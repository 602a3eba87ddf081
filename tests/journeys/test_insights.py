"""The gap picture in a browser: livelier with script, whole without it, and never against the policy."""

import time

import pytest

from lms.organisations.demo import PASSWORD
from tests.journeys.conftest import DESK, PHONE

PATIENCE = 420


@pytest.fixture
def analyst(visitor):
    """Signs the clinic's analyst in and waits until the demo's people have left figures."""

    def make(**options):
        one = visitor(**options)
        one.sign_in("amir@example.org", PASSWORD)
        end = time.monotonic() + PATIENCE
        one.go("/insights/")
        while not one.page.locator("main table").count() and time.monotonic() < end:
            time.sleep(2)
            one.go("/insights/")
        assert one.page.locator("main table").count(), one.text()
        return one

    return make


def test_where_there_is_room_a_live_figure_takes_the_pictures_place(analyst):
    amir = analyst(size=DESK)

    amir.page.wait_for_selector(".js-plotly-plot .points path")

    assert not amir.page.locator(".gap-server").is_visible()
    assert amir.page.locator("style").count() == 0
    amir.check()


def test_a_phone_keeps_the_servers_picture_and_loads_no_plotly(analyst):
    amir = analyst(size=PHONE)

    assert amir.page.locator(".gap-server .gap-line").first.is_visible()
    assert not amir.page.evaluate("'Plotly' in window")
    amir.check()


def test_without_script_the_picture_is_there_and_says_its_numbers(analyst):
    amir = analyst(size=DESK, script=False)

    first = amir.page.locator(".gap-server .gap-line").first
    assert first.is_visible()
    assert "%" in first.get_attribute("aria-label")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1280 px", "phone"])
def test_the_other_pages_hold(analyst, size):
    amir = analyst(size=size)

    of_figures = ("people", "courses", "tasks", "check", "time", "compare", "caregivers", "classes", "slips")
    of_deeds = ("act", "act/medicines-refills", "act/medicines-refills/message/es", "report")
    for name in of_figures + of_deeds:
        amir.go(f"/insights/{name}/")
        amir.check()
