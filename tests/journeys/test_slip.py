"""A slip: taken from the desk, opened on a phone in its language, and gone on from without an account."""

import re

from tests.journeys.conftest import DESK


def links_of_slips(desk):
    """Returns the short addresses of the slips in the desk's list, as they stand on paper."""
    desk.page.goto(f"{desk.base}/admin/")
    desk.page.goto(desk.page.locator("a[href*='/admin/slips/']").first.evaluate("link => link.href"))
    first = desk.page.locator("td.title a[href*='/admin/slips/']").first
    desk.page.goto(first.evaluate("link => link.href"))
    return re.findall(r'http://[^\s"<]+/go/\w{6}/', desk.page.content())


def test_a_slip_leads_to_its_lesson_in_its_language_without_an_account(visitor):
    desk = visitor(size=DESK)
    desk.sign_in("noor@example.org")
    address = links_of_slips(desk)[0]

    patient = visitor(language="es")
    patient.go(address)
    assert "/es/slip/" in patient.page.url
    patient.check()
    patient.press("Start the lesson")

    assert "/es/learn/" in patient.page.url
    patient.check()
    patient.page.go_back()
    patient.press("Start the practice")
    assert "/es/practice/task/" in patient.page.url
