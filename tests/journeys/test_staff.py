"""An author writes, a publisher publishes, an analyst reads; and each only in their own house."""

import time
import uuid
from urllib.parse import quote, urlsplit

import pytest

from tests.journeys.conftest import DESK


@pytest.fixture
def as_staff(visitor):
    """Signs somebody of the demo in at a desk."""

    def make(email, **options):
        one = visitor(size=DESK, **options)
        one.sign_in(email)
        return one

    return make


def wait_for(seconds, found):
    """Calls `found` until it is true; returns whether it ever was."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found():
            return True
        time.sleep(1)
    return False


def test_an_analyst_reads_where_people_are_stuck(as_staff):
    amir = as_staff("amir@example.org")

    def has_figures():
        amir.go("/insights/")
        return amir.page.locator("main table").count() > 0 and "%" in amir.text()

    assert wait_for(180, has_figures), amir.text()
    amir.check()
    amir.is_told("Can do alone")
    amir.go("/insights/how/")
    amir.check()


def test_the_other_houses_analyst_and_a_visitor_read_nothing(as_staff, visitor):
    gwen = as_staff("gwen@example.org")
    assert gwen.go("/insights/").status == 403
    gwen.check()

    nobody = visitor()
    nobody.go("/insights/")
    assert urlsplit(nobody.page.url).path.endswith("/accounts/login/")


LESSON = "Why it can feel odd"


def open_editor(staff, title):
    """Opens the editor of the page of this title by the desk's own search."""
    staff.page.goto(f"{staff.base}/admin/pages/search/?q={quote(title)}")
    staff.page.get_by_role("link", name=title, exact=True).first.click()
    staff.page.wait_for_load_state()


def press_in_footer(staff, selector):
    """Presses a button of the editor's footer, folded away or not, and waits for the answer."""
    with staff.page.expect_navigation():
        staff.page.locator(selector).first.evaluate("button => button.click()")
    staff.page.wait_for_load_state()


def test_an_author_writes_and_a_publisher_publishes(as_staff, visitor):
    words = f"Why it feels odd, told anew {uuid.uuid4().hex[:6]}"
    noor = as_staff("noor@example.org")
    open_editor(noor, LESSON)
    address = noor.page.url
    noor.page.locator("input[name=title], textarea[name=title]").fill(words)
    press_in_footer(noor, "button[name=action-submit]")
    assert words not in first_words(visitor())

    paula = as_staff("paula@example.org")
    paula.page.goto(address)
    press_in_footer(paula, "button[data-workflow-action-name=approve]")

    assert words in first_words(visitor())


def test_an_author_of_another_house_finds_no_such_page(as_staff):
    noor, theo = as_staff("noor@example.org"), as_staff("theo@example.org")
    noor.page.goto(f"{noor.base}/admin/pages/search/?q=portal")
    address = noor.page.locator("a[href*='/edit/']").first.get_attribute("href")

    assert theo.page.goto(f"{theo.base}{address}").status in (302, 403, 404)


def first_words(one):
    """Returns what the course's page says."""
    one.go("/learn/start-here/")
    return one.text()
