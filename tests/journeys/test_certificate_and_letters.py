"""Certificates, refreshers and what letters lead to: the pages that are there only after some time."""

import json
import subprocess
import sys
from pathlib import Path

from tests.journeys.product import ROOT
from tests.journeys.test_every_page import NARROW, on_phone_and_desk
from tests.journeys.test_guest import take_lesson


def answer_all(visitor):
    """Answers the activities of a lesson's Try step, each by its first choice, and ends the step."""
    visitor.go("/learn/start-here/what-a-portal-is/try/")
    activities = "main section[id^=activity-]"
    for key in visitor.page.eval_on_selector_all(activities, "all => all.map(one => one.id)"):
        form = visitor.page.locator(f"#{key} form")
        form.locator("input[type=radio]").first.check()
        form.locator("button").click()
        visitor.page.wait_for_load_state()
    visitor.press("Next: reflect")


def later(visitor, product):
    """Lets time pass for a guest; returns {name: address} of the pages that there are then."""
    (cookie,) = [one["value"] for one in visitor.context.cookies() if one["name"] == "pw_learner"]
    code = (Path(__file__).parent / "later.py").read_text()
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--command", code],
        cwd=ROOT,
        env=dict(product.env) | {"GUEST_COOKIE": cookie},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return {name: f"{visitor.base}{path}" for name, path in json.loads(done.stdout.splitlines()[-1]).items()}


def test_certificate_refresher_and_letter_pages_hold(visitor, product):
    guest = visitor(size=NARROW)
    take_lesson(guest, "what-a-portal-is")
    answer_all(guest)
    found = later(guest, product)

    for name, address in found.items():
        answer = guest.page.goto(address)
        assert answer.status == 200, f"{name}: {address} answers {answer.status}"
        on_phone_and_desk(guest)

    guest.page.goto(found["refresher"])
    guest.page.locator("main form input[type=radio]").first.check()
    guest.page.locator("main form button").first.click()
    guest.page.wait_for_load_state()
    assert guest.page.locator("[id^=feedback-]").count() == 1
    on_phone_and_desk(guest)
